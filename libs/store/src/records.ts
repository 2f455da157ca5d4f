import { BabelwireError, stableId, type Article, type Story } from '#libs/contracts';
import { articleDocument, storyDocument, type Plain } from './documents.js';
import type { StoredArticle } from './ports.js';

/**
 * Largest document that either store takes, in bytes: MongoDB's 16 MiB, less 16 KiB for the filter that travels in the
 * same statement. Embedded keeps to it too, so that an article can move from one mode to the other.
 */
export const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024 - 16 * 1024;

/**
 * What decides which of two versions of a document stays: the higher `version`; of one version the later `versionAt`
 * (ms since the epoch); of one instant the greater `eventId`. The last only makes the outcome the same in any order.
 */
export interface Revision {
  id: string;
  version: number;
  versionAt: number;
  eventId: string;
}

/** Whether a document was superseded, or is the one stored, or (`newer`) should have been written. */
export function compareRevisions(input: Revision, stored: Revision): 'newer' | 'unchanged' | 'stale' {
  if (input.version !== stored.version) return input.version > stored.version ? 'newer' : 'stale';
  if (input.eventId === stored.eventId) return 'unchanged';
  if (input.versionAt !== stored.versionAt) return input.versionAt > stored.versionAt ? 'newer' : 'stale';
  return input.eventId > stored.eventId ? 'newer' : 'stale';
}

/** An article with what the stores sort, filter and guard by. */
export interface ArticleRecord extends Revision {
  /** Publication time, else the time first seen; ms since the epoch. */
  sortAt: number;
  document: Article;
}

/** Throws poison `invalid-article` when an instant is none, e.g. in month 13. */
export function articleRecord({ article, eventId }: StoredArticle): ArticleRecord {
  const { id, version } = article;
  return { id, version, ...orderOf(article), eventId, document: articleDocument(article) };
}

/** Where an article stands among others, and when its version was made. Throws as `articleRecord`. */
export function orderOf(article: Article): Pick<ArticleRecord, 'sortAt' | 'versionAt'> {
  const where = `article ${article.id}`;
  const firstCreated = instant(article.firstCreated, `firstCreated of ${where}`, 'invalid-article');
  return {
    versionAt: instant(article.versionCreated, `versionCreated of ${where}`, 'invalid-article'),
    // A date that is none (31 February) is the page's fault, not the line's: the article is still news of that moment.
    sortAt: publicationTime(article.datePublished) ?? firstCreated,
  };
}

export interface StoryRecord extends Revision {
  document: Plain<Story>;
}

/** A story comes without an event: an id made of its content stands in, so that the same story twice is seen as one. */
export function storyRecord(story: Story): StoryRecord {
  const members = story.members.map(({ id, inLanguage }) => `${id} ${inLanguage}`);
  return {
    id: story.id,
    version: story.version,
    versionAt: instant(story.versionCreated, `versionCreated of story ${story.id}`, 'invalid-story'),
    eventId: stableId('story', story.versionCreated, ...members),
    document: storyDocument(story),
  };
}

/** ms since the epoch. Throws poison `code` when the text is no instant. */
export function instant(text: string, what: string, code: string): number {
  const ms = Date.parse(text);
  if (!Number.isNaN(ms)) return ms;
  throw new BabelwireError(code, 'poison', `${what} is ${JSON.stringify(text)}; expected an RFC 3339 instant`);
}

/** A date whose zone nobody knows is read as UTC: Date.parse would take the zone of this machine. */
function publicationTime(date: string | undefined): number | undefined {
  if (typeof date !== 'string') return undefined;
  const withoutZone = date.includes('T') && !/(Z|[+-]\d{2}:\d{2})$/.test(date);
  const ms = Date.parse(withoutZone ? `${date}Z` : date);
  return Number.isNaN(ms) ? undefined : ms;
}

/** Throws poison `<kind>-too-large` for a document over MAX_DOCUMENT_BYTES. */
export function checkSize(kind: 'article' | 'story' | 'capture' | 'source', id: string, bytes: number): void {
  if (bytes <= MAX_DOCUMENT_BYTES) return;
  const message = `${kind} ${id} has ${bytes} bytes as a document; the store takes ${MAX_DOCUMENT_BYTES}: shorten it`;
  throw new BabelwireError(`${kind}-too-large`, 'poison', message);
}

/**
 * Records of the inputs that can be stored. A fault of one input must not keep the others from being written: the first
 * is handed back, to be thrown after that.
 */
export function prepare<Input, Made>(
  inputs: Input[],
  make: (input: Input) => Made,
): { records: Made[]; fault: BabelwireError | undefined } {
  const records: Made[] = [];
  let fault: BabelwireError | undefined;
  for (const input of inputs) {
    try {
      records.push(make(input));
    } catch (error) {
      fault ??= BabelwireError.from(error);
    }
  }
  return { records, fault };
}
