import type { Article } from '#libs/contracts';
import { getArticle } from '../../api/calls.js';
import { Chip } from '../../parts/language.js';
import { Notes } from '../../parts/notes.js';
import { Paragraphs, TextLegend } from '../../parts/paragraphs.js';
import { Trouble } from '../../parts/trouble.js';
import { originOf, When } from '../../parts/when.js';
import { hrefOf } from '../../router.js';
import { useTitle } from '../../title.js';
import { useData } from '../../use-data.js';
import { Facts } from './facts.js';
import { Why } from './why.js';

/** How often the article is looked at again, ms: a decision on it shows after a moment. */
const POLL_MS = 3000;

/** One article, and why it is where it is. */
export function ArticlePage({ id, query }: { id: string; query: URLSearchParams }) {
  const { data: article, error } = useData(id, POLL_MS, (signal) => getArticle(id, { signal }));
  useTitle(article === undefined ? 'Article' : titleOf(article));
  return (
    <article class="page">
      <p class="up">
        <a href={hrefOf('articles')} data-up>
          ← Articles
        </a>
      </p>
      <Trouble error={error} />
      {article !== undefined && <Shown article={article} query={query} />}
    </article>
  );
}

function titleOf({ headline, articleBody }: Article): string {
  return (headline ?? articleBody).slice(0, 80);
}

function Shown({ article, query }: { article: Article; query: URLSearchParams }) {
  const { id, headline, description, inLanguage, representationType, provenance, storyId } = article;
  return (
    <>
      <header>
        <p class="row-meta">
          <Chip tag={inLanguage} /> <span class="type">{representationType === 'partial' ? 'teaser' : 'full'}</span>{' '}
          <a href={hrefOf('articles', { source: provenance.sourceId })}>{provenance.sourceId}</a>{' '}
          <Notes article={article} />
        </p>
        {headline === undefined ? (
          <h1 class="unseen">An article without a headline</h1>
        ) : (
          <h1 lang={inLanguage} dir="auto">
            {headline}
          </h1>
        )}
        <p class="dateline">
          <When article={article} /> <span class="hint">{originOf(article)}</span>
        </p>
        {description !== undefined && !article.articleBody.startsWith(description) && (
          <p class="standfirst" lang={inLanguage} dir="auto">
            {description}
          </p>
        )}
      </header>
      <TextLegend article={article} />
      <Paragraphs article={article} />
      <p class="buttons">
        <a
          class="button"
          href={hrefOf(`articles/${id}`, query.has('why') ? {} : { why: '1' })}
          aria-expanded={query.has('why')}
        >
          Why is it here?
        </a>
        {storyId !== id || article.translations.length > 0 ? (
          <a class="button" href={hrefOf(`stories/${storyId}`)}>
            Its story
          </a>
        ) : null}
      </p>
      {query.has('why') && <Why article={article} other={query.get('with') ?? undefined} />}
      <Facts article={article} />
    </>
  );
}
