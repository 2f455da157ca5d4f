/** What speaks of an article's story besides its text. */
export interface Circumstances {
  /** Its address, absolute. */
  url?: string | undefined;
  /** Addresses of its pictures, absolute. */
  images: readonly string[];
  /** When it was published, ms since 1970. */
  at: number;
}

/** What of an article its circumstances are read from. */
export interface Circumstanced {
  canonicalUrl?: string;
  url?: string;
  image: readonly { url: string }[];
  datePublished?: string;
  datePublishedPrecision?: string;
  provenance: { fetchedAt: string };
}

/** More pictures than this say nothing about which story it is. */
const MOST_IMAGES = 3;

export function circumstancesOf(article: Circumstanced): Circumstances {
  return {
    url: article.canonicalUrl ?? article.url,
    images: article.image.slice(0, MOST_IMAGES).map(({ url }) => url),
    at: publishedAt(article) ?? Date.parse(article.provenance.fetchedAt),
  };
}

/** The publication time, where it is one: to the minute at least, with a zone, and not after the page was fetched. */
function publishedAt({ datePublished, datePublishedPrecision, provenance }: Circumstanced): number | undefined {
  if (datePublished === undefined || datePublishedPrecision === 'day' || datePublishedPrecision === 'hour')
    return undefined;
  if (!/T.*(?:Z|[+-]\d\d:\d\d)$/.test(datePublished)) return undefined;
  const published = Date.parse(datePublished);
  return published <= Date.parse(provenance.fetchedAt) ? published : undefined;
}
