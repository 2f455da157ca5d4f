import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { type ArticleFilters, listArticles, type Page, searchArticles } from '../../api/calls.js';
import { notify } from '../../parts/notices.js';
import { Trouble } from '../../parts/trouble.js';
import { useTitle } from '../../title.js';
import { useData } from '../../use-data.js';
import { useStream } from '../../use-stream.js';
import { ArticleList, type Listed } from './article-list.js';
import { Filters, FILTERS } from './filters.js';
import { Legend } from './legend.js';

/** How often the first page of the list is looked at, ms: where events are not told, and where they are. */
const POLL_MS = 3000;
const STREAMED_POLL_MS = 60_000;
const PAGE = 50;

/** The live list of articles. */
export function Articles({ query }: { query: URLSearchParams }) {
  useTitle('Articles');
  const filters: ArticleFilters = Object.fromEntries(
    FILTERS.flatMap((name) => {
      const value = query.get(name) ?? '';
      return value === '' ? [] : [[name, value] as const];
    }),
  );
  const key = new URLSearchParams(filters).toString();
  const again = useRef<() => void>(() => undefined);
  const isTold = useStream(selectionOf(filters), () => {
    again.current();
  });
  const first = useData(key, isTold ? STREAMED_POLL_MS : POLL_MS, (signal) => find(filters, undefined, signal));
  again.current = first.again;
  const more = useMore(key, filters);
  const articles = useMemo(
    () => withoutRepeats([...(first.data?.items ?? []), ...more.items]),
    [first.data, more.items],
  );
  const fresh = useFresh(key, first.data);
  const next = more.cursor ?? first.data?.nextCursor;
  return (
    <section class="articles" aria-labelledby="articles-title">
      <h1 id="articles-title" class="unseen">
        Articles
      </h1>
      <Filters filters={filters} articles={articles} />
      <Trouble error={first.error} />
      {articles.length > 0 && <Legend filters={filters} articles={articles} />}
      <ArticleList articles={articles} fresh={fresh} />
      {first.data !== undefined && articles.length === 0 && <Nothing isFiltered={key !== ''} />}
      {next !== undefined && !more.isDone && articles.length > 0 && (
        <p class="more">
          <button type="button" disabled={more.isLoading} onClick={() => void more.load(next)}>
            {more.isLoading ? 'Loading …' : 'Older articles'}
          </button>
        </p>
      )}
      <p class="unseen" role="status">
        {fresh.size === 0 ? '' : `${fresh.size} new ${fresh.size === 1 ? 'article' : 'articles'}`}
      </p>
    </section>
  );
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  return isFiltered ? (
    <p class="empty">No article is like that. Widen the filters, or take them all back.</p>
  ) : (
    <p class="empty">No article yet. Send a page to the line, or add a source.</p>
  );
}

/** A page of what the filters find: by words where there are any. */
async function find(filters: ArticleFilters, cursor?: string, signal?: AbortSignal): Promise<Page<Listed>> {
  const more = signal === undefined ? {} : { signal };
  const query = { ...parametersOf(filters), cursor };
  if (filters.q === undefined) return listArticles(query, more);
  const { type, ...known } = query;
  const { items, ...rest } = await searchArticles(known, more);
  const found = items.map(({ article, fragments }) => ({ ...article, fragments }));
  // The search knows no types: a page of it may come out short, or empty with more behind it.
  return {
    ...rest,
    items: found.filter(({ representationType }) => type === undefined || type === representationType),
  };
}

/** The events after which the list may look otherwise. */
const selectionOf = ({ language, source }: ArticleFilters): Record<string, string> => ({
  types: 'article.created,article.updated,article.duplicate,article.canceled',
  ...(language === undefined ? {} : { language }),
  ...(source === undefined ? {} : { source }),
});

/** The query of the API that the filters stand for. */
function parametersOf({ from, to, ...rest }: ArticleFilters): ArticleFilters & { limit: string } {
  // Days are the reader's own, from midnight to midnight.
  const midnight = (day: string, days: number): string => {
    const date = new Date(`${day}T00:00:00`);
    date.setDate(date.getDate() + days);
    return date.toISOString();
  };
  return {
    limit: String(PAGE),
    ...rest,
    ...(from === undefined ? {} : { from: midnight(from, 0) }),
    ...(to === undefined ? {} : { to: midnight(to, 1) }),
  };
}

function withoutRepeats(articles: Listed[]): Listed[] {
  return [...new Map(articles.map((article) => [article.id, article])).values()];
}

/** The pages after the first, which is looked at again and again and these are not. */
function useMore(key: string, filters: ArticleFilters) {
  const [state, setState] = useState<{ key: string; items: Listed[]; cursor?: string; isDone: boolean }>({
    key,
    items: [],
    isDone: false,
  });
  const [isLoading, setLoading] = useState(false);
  const current = state.key === key ? state : { key, items: [], isDone: false };
  const load = async (cursor: string): Promise<void> => {
    setLoading(true);
    try {
      const page = await find(filters, cursor);
      setState({
        key,
        items: [...current.items, ...page.items],
        ...(page.nextCursor === undefined ? {} : { cursor: page.nextCursor }),
        isDone: page.nextCursor === undefined,
      });
    } catch (error) {
      notify(error instanceof Error ? error.message : String(error), true);
    } finally {
      setLoading(false);
    }
  };
  return { ...current, isLoading, load };
}

/** Articles that came while somebody was looking. */
function useFresh(key: string, page: Page<Listed> | undefined): ReadonlySet<string> {
  const [state, setState] = useState<{ key: string; known?: Set<string>; fresh: Set<string> }>({
    key,
    fresh: new Set(),
  });
  useEffect(() => {
    if (page === undefined) return;
    setState((before) => {
      const known = before.key === key ? before.known : undefined;
      const ids = page.items.map(({ id }) => id);
      const fresh = known === undefined ? [] : ids.filter((id) => !known.has(id));
      // The same set while nothing came, so that nothing is drawn anew.
      if (known !== undefined && fresh.length === 0) return before;
      return { key, known: new Set([...(known ?? []), ...ids]), fresh: new Set(fresh) };
    });
  }, [key, page]);
  return state.fresh;
}
