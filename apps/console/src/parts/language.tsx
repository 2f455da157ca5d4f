import { languageClass, languageName } from '../text/languages.js';
import type { Span } from '../text/spans.js';

/** A language's tag in its colour. */
export function Chip({ tag }: { tag: string }) {
  return (
    <span class={`chip ${languageClass(tag)}`} title={languageName(tag)}>
      <span aria-hidden="true">{tag}</span>
      <span class="unseen">{languageName(tag)}</span>
    </span>
  );
}

/** Text whose languages show: each stretch is marked for the eye, and with `lang` for whoever reads it aloud. */
export function Spans({ spans, main }: { spans: readonly Span[]; main: string }) {
  return (
    <>
      {spans.map(({ text, tag }, index) => {
        const foreign = tag !== undefined && tag !== main;
        const name = foreign ? `span ${languageClass(tag)}` : 'span';
        return (
          <span key={index} class={name} lang={tag} title={foreign ? languageName(tag) : undefined}>
            {text}
          </span>
        );
      })}
    </>
  );
}
