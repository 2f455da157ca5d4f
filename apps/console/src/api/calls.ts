import type { SourceTrial, SourceView, Trial } from '#apps/ingest';
import type {
  ArticleExplanation,
  DeadLetterDetail,
  DeadLetterOutcome,
  DeadLetterPage,
  DecisionAccepted,
  LineStatus,
  SearchHit,
} from '#apps/publish';
import type { Article, Story } from '#libs/contracts';
import { call } from './client.js';

export interface Page<T> {
  items: T[];
  nextCursor?: string;
}

/** As it stands in the address: filters of the list of articles. */
export type ArticleFilters = Partial<
  Record<'q' | 'language' | 'source' | 'type' | 'from' | 'to' | 'duplicates', string>
>;

type Signal = { signal?: AbortSignal };
const id = encodeURIComponent;

export const listArticles = (filters: Record<string, string | undefined>, more: Signal = {}): Promise<Page<Article>> =>
  call('/v1/articles', { query: filters, ...more });

/** As `listArticles`, with the pieces that show why an article was found. Knows no `type`. */
export const searchArticles = (
  filters: Record<string, string | undefined>,
  more: Signal = {},
): Promise<Page<SearchHit>> => call('/v1/search', { query: filters, ...more });

export const getArticle = (article: string, more: Signal = {}): Promise<Article> =>
  call(`/v1/articles/${id(article)}`, more);

export const explain = (article: string, other: string | undefined, more: Signal = {}): Promise<ArticleExplanation> =>
  call(`/v1/articles/${id(article)}/explanation`, { query: { with: other }, ...more });

export const getStory = (story: string, more: Signal = {}): Promise<Story> => call(`/v1/stories/${id(story)}`, more);

export const decide = (kind: 'merge' | 'unmerge', a: string, b: string, reason: string): Promise<DecisionAccepted> =>
  call('/v1/decisions', { body: { kind, a, b, by: 'console', ...(reason === '' ? {} : { reason }) } });

export interface SourceDraft {
  url: string;
  kind?: string;
  name?: string;
  timeZone?: string;
}

export const listSources = (
  after: string | undefined,
  more: Signal = {},
): Promise<{ items: SourceView[]; next?: string }> => call('/v1/sources', { query: { after }, ...more });
export const testSource = (draft: Pick<SourceDraft, 'url' | 'kind' | 'timeZone'>): Promise<SourceTrial> =>
  call('/v1/sources/test', { body: draft });
export const addSource = (draft: SourceDraft): Promise<SourceView> => call('/v1/sources', { body: draft });
export const changeSource = (source: string, change: { paused: boolean }): Promise<SourceView> =>
  call(`/v1/sources/${id(source)}`, { method: 'PATCH', body: change });
export const removeSource = (source: string): Promise<void> => call(`/v1/sources/${id(source)}`, { method: 'DELETE' });

export const getStatus = (more: Signal = {}): Promise<LineStatus> => call('/v1/status', more);

export const listDeadLetters = (
  filters: { topic?: string; handled?: string },
  more: Signal = {},
): Promise<DeadLetterPage> => call('/v1/dead-letters', { query: filters, ...more });
export const getDeadLetter = (letter: string, more: Signal = {}): Promise<DeadLetterDetail> =>
  call(`/v1/dead-letters/${id(letter)}`, more);
export const replayDeadLetters = (ids: string[]): Promise<DeadLetterOutcome> =>
  call('/v1/dead-letters/replay', { body: { ids, by: 'console' } });
export const dropDeadLetters = (ids: string[], reason: string): Promise<DeadLetterOutcome> =>
  call('/v1/dead-letters/drop', { body: { ids, reason, by: 'console' } });

/** What is pasted in: the text of a page, or an address alone. */
export interface TrialDraft {
  url?: string;
  html?: string;
  text?: string;
  timeZone?: string;
}

export const tryPage = (draft: TrialDraft): Promise<Trial> => call('/v1/captures/try', { body: draft });
export const sendPage = (draft: TrialDraft): Promise<{ id: string }> => {
  const isFetched = draft.html === undefined && draft.text === undefined;
  return call(isFetched ? '/v1/captures/fetch' : '/v1/captures', { body: draft });
};
