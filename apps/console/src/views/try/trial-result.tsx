import type { Trial } from '#apps/ingest';
import { useEffect, useRef } from 'preact/hooks';
import { Chip } from '../../parts/language.js';
import { Paragraphs, TextLegend } from '../../parts/paragraphs.js';
import { originOf, When } from '../../parts/when.js';
import { languageClass } from '../../text/languages.js';

/** What came out of a page. */
export function TrialResult({ trial: { capture, articles } }: { trial: Trial }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, [capture]);
  const full = articles.filter(({ representationType }) => representationType === 'full').length;
  const sure = Math.round(capture.pageTypeConfidence * 100);
  return (
    <section aria-labelledby="trial-title">
      <h2 id="trial-title" ref={heading} tabIndex={-1} class="trial-title">
        {articles.length === 0
          ? 'No article was found'
          : `${articles.length} ${articles.length === 1 ? 'article' : 'articles'}`}
      </h2>
      <p class="hint">
        Kind of page: {capture.pageType} ({sure} % sure). {full} full, {articles.length - full} teasers
        {capture.repeats > 0 ? `, ${capture.repeats} repeats dropped` : ''}
        {capture.truncated === true ? '; the page was too large, this is a part of it' : ''}.
      </p>
      <ol>
        {articles.map((article) => (
          <li key={article.id} class={`trial ${languageClass(article.inLanguage)}`}>
            <p class="row-meta">
              <Chip tag={article.inLanguage} />{' '}
              <span class="type">{article.representationType === 'partial' ? 'teaser' : 'full'}</span>{' '}
              <When article={article} /> <span>{originOf(article)}</span>{' '}
              {article.repeatsOnPage > 0 && <span>{article.repeatsOnPage + 1}× on the page</span>}
            </p>
            {article.headline !== undefined && (
              <h3 dir="auto" lang={article.inLanguage}>
                {article.headline}
              </h3>
            )}
            <TextLegend article={article} />
            {article.headline !== article.articleBody && <Paragraphs article={article} />}
          </li>
        ))}
      </ol>
    </section>
  );
}
