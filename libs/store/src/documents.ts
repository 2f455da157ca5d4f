import type { Article, CaptureSummary, Story } from '#libs/contracts';

/** The fields of a message class without its class. */
export type Plain<T> = { [Field in keyof T]: T[Field] };

/**
 * The public fields, each named once: what is not in the contract (a fingerprint, a field of a newer producer) is not
 * stored. `satisfies` makes the compiler ask for the line here when the contract gets a field.
 */
const ARTICLE_FIELDS = Object.keys({
  id: true,
  schemaVersion: true,
  version: true,
  pubStatus: true,
  representationType: true,
  url: true,
  canonicalUrl: true,
  altIds: true,
  headline: true,
  description: true,
  articleBody: true,
  articleSection: true,
  keywords: true,
  wordCount: true,
  inLanguage: true,
  author: true,
  publisher: true,
  image: true,
  datePublished: true,
  dateAsWritten: true,
  datePublishedPrecision: true,
  datePublishedMethod: true,
  datePublishedZone: true,
  dateModified: true,
  firstCreated: true,
  versionCreated: true,
  isPartOf: true,
  declaredLanguage: true,
  isAccessibleForFree: true,
  fieldMethods: true,
  repeatsOnPage: true,
  storyId: true,
  translations: true,
  language: true,
  dedup: true,
  formerLanguages: true,
  provenance: true,
} satisfies Record<keyof Article, true>) as (keyof Article)[];

const STORY_FIELDS = Object.keys({
  id: true,
  schemaVersion: true,
  version: true,
  members: true,
  edges: true,
  mergedInto: true,
  versionCreated: true,
} satisfies Record<keyof Story, true>) as (keyof Story)[];

const CAPTURE_FIELDS = Object.keys({
  id: true,
  url: true,
  sourceId: true,
  fetchedAt: true,
  pageType: true,
  pageTypeConfidence: true,
  articleIds: true,
  repeats: true,
  truncated: true,
  rawSha256: true,
  rawBytes: true,
} satisfies Record<keyof CaptureSummary, true>) as (keyof CaptureSummary)[];

function pick<T extends object>(from: T, fields: (keyof T)[]): T {
  const picked: Partial<T> = {};
  for (const field of fields) if (from[field] !== undefined) picked[field] = from[field];
  return picked as T;
}

export const articleDocument = (article: Article): Article => pick(article, ARTICLE_FIELDS);
export const storyDocument = (story: Story): Plain<Story> => pick(story, STORY_FIELDS);
export const captureDocument = (capture: CaptureSummary): Plain<CaptureSummary> => pick(capture, CAPTURE_FIELDS);
