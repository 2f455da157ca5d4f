import type { Article } from '#libs/contracts';
import type { ArticleFilters } from '../../api/calls.js';
import { hrefOf } from '../../router.js';
import { languageClass, languageName } from '../../text/languages.js';

/** Which colour is which language, how often each is there, and a way to see it alone. */
export function Legend({ articles, filters }: { articles: Article[]; filters: ArticleFilters }) {
  const counts = new Map<string, number>();
  const others = new Set<string>();
  for (const { inLanguage, language } of articles) {
    counts.set(inLanguage, (counts.get(inLanguage) ?? 0) + 1);
    for (const { tag } of language.segments) others.add(tag);
  }
  const tags = [...counts.keys()].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
  const within = [...others].filter((tag) => !counts.has(tag)).sort();
  return (
    <nav class="legend" aria-label="Languages of these articles">
      {tags.map((tag) => {
        const isOn = filters.language === tag;
        const { language: _, ...rest } = filters;
        return (
          <a
            key={tag}
            class={languageClass(tag)}
            aria-current={isOn ? 'true' : undefined}
            href={hrefOf('articles', isOn ? rest : { ...filters, language: tag })}
          >
            <span class="swatch" aria-hidden="true" />
            {languageName(tag)} <span class="count">{counts.get(tag)}</span>
          </a>
        );
      })}
      {within.map((tag) => (
        <span key={tag} class={languageClass(tag)} title="Within articles in other languages">
          <span class="swatch" aria-hidden="true" />
          {languageName(tag)}
        </span>
      ))}
    </nav>
  );
}
