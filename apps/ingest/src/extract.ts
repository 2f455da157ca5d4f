import {
  articleId,
  type Capture,
  type CaptureSummary,
  type ExtractedArticle,
  type Provenance,
  sha256,
} from '#libs/contracts';
import {
  EXTRACTOR,
  extractPage,
  type FoundArticle,
  type FoundPage,
  type LanguageSplitter,
  type PageInput,
} from '#libs/extraction';

/** What taking a page apart needs beside the page. */
export interface ExtractionTools extends Pick<PageInput, 'clock'> {
  /** Stretches of one language each, told by a detector that is given the source's languages where they are known. */
  splitLanguages?: (text: string, known: string[] | undefined) => ReturnType<LanguageSplitter>;
}

export interface Extraction {
  articles: ExtractedArticle[];
  summary: CaptureSummary;
}

/** A capture taken apart. Throws poison for bytes that are no page, and for an unknown zone. */
export function extract(capture: Capture, { splitLanguages, clock }: ExtractionTools = {}): Extraction {
  const { languages } = capture;
  const raw = Buffer.from(capture.body, capture.bodyEncoding);
  const page = extractPage({
    body: capture.bodyEncoding === 'utf8' ? capture.body : raw,
    contentType: capture.contentType,
    fetchedAt: capture.fetchedAt,
    ...(capture.url === undefined ? {} : { url: capture.url }),
    ...(capture.timeZone === undefined ? {} : { timeZone: capture.timeZone }),
    ...given('clock', clock),
    ...(splitLanguages === undefined ? {} : { splitLanguages: (text: string) => splitLanguages(text, languages) }),
  });
  const provenance: Provenance = {
    captureId: capture.id,
    sourceId: capture.sourceId,
    ...given('sourceLanguages', languages),
    input: capture.input,
    fetchedAt: capture.fetchedAt,
    contentType: capture.contentType,
    charset: page.charset,
    rawSha256: sha256(raw),
    rawBytes: raw.length,
    extractor: EXTRACTOR.name,
    extractorVersion: EXTRACTOR.version,
  };
  const { articles, repeats } = uniqueById(page.articles.map((found) => articleOf(found, capture, page, provenance)));
  return {
    articles,
    summary: {
      id: capture.id,
      ...(capture.url === undefined ? {} : { url: capture.url }),
      sourceId: capture.sourceId,
      fetchedAt: capture.fetchedAt,
      pageType: page.pageType,
      pageTypeConfidence: page.pageTypeConfidence,
      articleIds: articles.map(({ id }) => id),
      repeats: page.repeats + repeats,
      ...(page.truncated ? { truncated: true } : {}),
      rawSha256: provenance.rawSha256,
      rawBytes: provenance.rawBytes,
    },
  };
}

function articleOf(found: FoundArticle, capture: Capture, page: FoundPage, provenance: Provenance): ExtractedArticle {
  const { date, canonicalUrl } = found;
  const pageUrl = page.canonicalUrl ?? capture.url;
  const text = [found.headline ?? '', found.articleBody].join('\n');
  const id = articleId(
    canonicalUrl === undefined
      ? { sourceId: capture.sourceId, text, dateAsWritten: date?.asWritten ?? '' }
      : { canonicalUrl },
  );
  return {
    id,
    schemaVersion: 1,
    representationType: found.representationType,
    ...given('url', found.url),
    ...given('canonicalUrl', canonicalUrl),
    altIds: found.altIds,
    ...given('headline', found.headline),
    ...given('description', found.description),
    articleBody: found.articleBody,
    ...given('articleSection', found.articleSection),
    keywords: found.keywords,
    wordCount: countWords(found.articleBody),
    author: found.author,
    ...given('publisher', found.publisher),
    image: found.image,
    ...given('datePublished', date?.value),
    ...given('dateAsWritten', date?.asWritten),
    ...given('datePublishedPrecision', date?.precision),
    ...given('datePublishedMethod', date?.method),
    ...given('datePublishedZone', date?.zone),
    ...given('dateModified', found.dateModified),
    ...(pageUrl !== undefined && found.representationType === 'partial' ? { isPartOf: { url: pageUrl } } : {}),
    ...given('declaredLanguage', found.declaredLanguage),
    ...given('isAccessibleForFree', found.isAccessibleForFree),
    ...given('fieldMethods', found.fieldMethods),
    repeatsOnPage: found.repeatsOnPage,
    provenance,
  };
}

/** The field when there is a value, nothing at all when not: absent and `undefined` are one in JSON but not in types. */
function given<K extends string, V>(field: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [field]: value } as Record<K, V>);
}

/** Two blocks with one identity are one article that stands twice on the page. */
function uniqueById(articles: ExtractedArticle[]): { articles: ExtractedArticle[]; repeats: number } {
  const first = new Map<string, ExtractedArticle>();
  for (const article of articles) {
    const seen = first.get(article.id);
    if (seen === undefined) first.set(article.id, article);
    else seen.repeatsOnPage += article.repeatsOnPage + 1;
  }
  return { articles: [...first.values()], repeats: articles.length - first.size };
}

const WORD = /[\p{L}\p{N}]+(?:[-'’][\p{L}\p{N}]+)*/gu;

/** Runs of letters and digits; an inner hyphen or apostrophe does not part a word. */
export function countWords(text: string): number {
  let count = 0;
  for (const _ of text.matchAll(WORD)) count += 1;
  return count;
}
