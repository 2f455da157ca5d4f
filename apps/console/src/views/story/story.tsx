import type { Article, Story, StoryEdge } from '#libs/contracts';
import { getStory, listArticles } from '../../api/calls.js';
import { Chip } from '../../parts/language.js';
import { Paragraphs } from '../../parts/paragraphs.js';
import { Trouble } from '../../parts/trouble.js';
import { When } from '../../parts/when.js';
import { hrefOf } from '../../router.js';
import { languageClass, languageName } from '../../text/languages.js';
import { useTitle } from '../../title.js';
import { useData } from '../../use-data.js';

const POLL_MS = 5000;
/** The API's own limit of a page: larger stories are shown by their newest articles. */
const MOST = '200';

interface Told {
  story: Story;
  articles: Article[];
}

/** One story, as it is told in each language, side by side. */
export function StoryPage({ id }: { id: string }) {
  const { data, error } = useData(id, POLL_MS, async (signal): Promise<Told> => {
    const [story, { items }] = await Promise.all([
      getStory(id, { signal }),
      listArticles({ story: id, duplicates: 'true', limit: MOST }, { signal }),
    ]);
    return { story, articles: items };
  });
  useTitle('Story');
  return (
    <section class="story" aria-labelledby="story-title">
      <p class="up">
        <a href={hrefOf('articles')} data-up>
          ← Articles
        </a>
      </p>
      <h1 id="story-title">One story</h1>
      <Trouble error={error} />
      {data !== undefined && <Shown {...data} />}
    </section>
  );
}

function Shown({ story, articles }: Told) {
  if (story.mergedInto !== undefined) {
    return (
      <p>
        This story went into <a href={hrefOf(`stories/${story.mergedInto}`)}>another one</a>.
      </p>
    );
  }
  const members = articles.filter(({ dedup }) => dedup.status !== 'duplicate');
  const copies = articles.filter(({ dedup }) => dedup.status === 'duplicate');
  const byId = new Map(articles.map((article) => [article.id, article]));
  const languages = [...new Set(members.map(({ inLanguage }) => inLanguage))];
  return (
    <>
      <p class="hint">
        Told by {members.length} {members.length === 1 ? 'article' : 'articles'} in{' '}
        {languages.map(languageName).join(', ')}
        {copies.length > 0 ? `; ${copies.length} more repeat them` : ''}.
      </p>
      <ol class="columns">
        {members.map((article) => (
          <Column key={article.id} article={article} copies={copies.filter(({ dedup }) => dedup.of === article.id)} />
        ))}
      </ol>
      {story.edges.length > 0 && (
        <>
          <h2>What holds it together</h2>
          <ul class="edges">
            {story.edges.map((edge) => (
              <Edge key={`${edge.a} ${edge.b}`} edge={edge} byId={byId} />
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Column({ article, copies }: { article: Article; copies: Article[] }) {
  const { id, inLanguage, headline, provenance, representationType } = article;
  return (
    <li class={`column ${languageClass(inLanguage)}`}>
      <p class="row-meta">
        <Chip tag={inLanguage} /> <span class="type">{representationType === 'partial' ? 'teaser' : 'full'}</span>{' '}
        <span>{provenance.sourceId}</span>
      </p>
      <h2 lang={inLanguage} dir="auto">
        <a class="row-link" href={hrefOf(`articles/${id}`)} data-entry>
          {headline ?? 'Without a headline'}
        </a>
      </h2>
      <p>
        <When article={article} />
      </p>
      <Paragraphs article={article} />
      {copies.length > 0 && (
        <p class="hint">
          Repeated by{' '}
          {copies.map((copy, index) => (
            <span key={copy.id}>
              {index > 0 && ', '}
              <a href={hrefOf(`articles/${copy.id}`, { why: '1' })}>{copy.provenance.sourceId}</a>
            </span>
          ))}
        </p>
      )}
    </li>
  );
}

function Edge({ edge, byId }: { edge: StoryEdge; byId: Map<string, Article> }) {
  const { a, b, method, score, threshold } = edge;
  const how =
    method === 'editor'
      ? 'by an editor'
      : `score ${score?.toFixed(2) ?? '?'}, ${threshold?.toFixed(2) ?? '?'} was needed`;
  const name = (id: string): string => byId.get(id)?.provenance.sourceId ?? id.slice(0, 6);
  const tag = (id: string): string => byId.get(id)?.inLanguage ?? 'und';
  return (
    <li>
      <Chip tag={tag(a)} /> {name(a)} – <Chip tag={tag(b)} /> {name(b)}: {how}.{' '}
      <a href={hrefOf(`articles/${a}`, { why: '1', with: b })}>Why?</a>
    </li>
  );
}
