import type { Article } from '#libs/contracts';
import { paragraphsOf } from '../text/spans.js';
import { languageClass, languageName } from '../text/languages.js';
import { Spans } from './language.js';

/** An article's text, each paragraph in its own direction, its languages marked where there are several. */
export function Paragraphs({ article }: { article: Pick<Article, 'articleBody' | 'inLanguage' | 'language'> }) {
  const { articleBody, inLanguage, language } = article;
  return (
    <div class="text" lang={inLanguage}>
      {paragraphsOf(articleBody, language.segments).map((spans, index) => (
        <p key={index} dir="auto">
          <Spans spans={spans} main={inLanguage} />
        </p>
      ))}
    </div>
  );
}

/** The languages of one text, in their colours; nothing where there is but one. */
export function TextLegend({ article }: { article: Pick<Article, 'inLanguage' | 'language'> }) {
  const tags = [...new Set(article.language.segments.map(({ tag }) => tag))].filter(
    (tag) => tag !== article.inLanguage,
  );
  if (tags.length === 0) return null;
  return (
    <p class="legend">
      {tags.map((tag) => (
        <span key={tag} class={languageClass(tag)}>
          <span class="swatch" aria-hidden="true" />
          {languageName(tag)}
        </span>
      ))}
    </p>
  );
}
