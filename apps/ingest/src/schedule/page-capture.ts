import { type Capture, sha256 } from '#libs/contracts';
import { sniff, type FeedEntry } from '#libs/feeds';
import type { FetchResult } from '#libs/fetch';
import { ProblemException } from '#libs/platform';
import type { Source } from '#libs/store';
import { takeIn } from '../capture-intake.js';
import { given } from './items.js';

/** Longest address that a capture takes. */
const LONGEST_URL = 4096;

/** A page that can't be a capture, and why. */
export interface NoCapture {
  reason: string;
}

/** What a capture says of the source that brought it. */
export type PageOrigin = Pick<Source, 'id' | 'kind' | 'timeZone' | 'languages'>;

/** A fetched page as a capture of its source. */
export function captureOfPage(result: FetchResult, source: PageOrigin, now: number): Capture | NoCapture {
  const contentType = pageType(result);
  if (contentType === undefined) {
    return { reason: `it is ${result.headers['content-type'] ?? 'of no type'}, not a page` };
  }
  return taken({ bytes: result.body, contentType, url: result.finalUrl, source, now });
}

/**
 * The media type that the page is taken as. Labels are often wrong in what they say and seldom in the charset, so the
 * charset stays; a page labelled as something else is told by its content.
 */
function pageType(result: FetchResult): string | undefined {
  const label = result.headers['content-type'] ?? '';
  const [mediaType = '', ...parameters] = label.split(';');
  const name = mediaType.trim().toLowerCase();
  const rest = parameters.map((part) => part.trim()).filter((part) => /^charset=/i.test(part));
  if (name === 'text/plain' && sniff(result.body, label) !== 'html') return ['text/plain', ...rest].join('; ');
  const isHtml = name === 'text/html' || name === 'application/xhtml+xml' || sniff(result.body, label) === 'html';
  return isHtml ? ['text/html', ...rest].join('; ').slice(0, 200) : undefined;
}

/** An entry whose page is not fetched: what the feed says is made a page of its own. */
export function captureOfEntry(entry: FeedEntry, source: Source, now: number): Capture | NoCapture {
  const url = entry.url ?? entry.baseUrl;
  const published = entry.published === undefined ? '' : meta('article:published_time', entry.published);
  const updated = entry.updated === undefined ? '' : meta('article:modified_time', entry.updated);
  const authors = entry.authors.map((name) => meta('author', name)).join('');
  const image = entry.image === undefined ? '' : meta('og:image', entry.image);
  const canonical = entry.url === undefined ? '' : `<link rel="canonical" href="${escaped(entry.url)}">`;
  const language = entry.language === undefined ? '' : ` lang="${escaped(entry.language)}"`;
  const title = escaped(entry.title ?? '');
  const body = entry.contentHtml ?? entry.summaryHtml ?? '';
  const html = `<!doctype html><html${language}><head><meta charset="utf-8"><title>${title}</title>${canonical}${published}${updated}${authors}${image}</head>
<body><main><article><h1>${title}</h1>
<div>${body}</div></article></main></body></html>`;
  return taken({ bytes: Buffer.from(html), contentType: 'text/html; charset=utf-8', url, source, now });
}

const meta = (name: string, content: string): string =>
  `<meta ${/^(?:og|article):/.test(name) ? 'property' : 'name'}="${name}" content="${escaped(content)}">`;

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => SIGNS[sign] ?? sign);

function taken(page: {
  bytes: Buffer;
  contentType: string;
  url: string;
  source: PageOrigin;
  now: number;
}): Capture | NoCapture {
  const { bytes, contentType, url, source, now } = page;
  if (url.length > LONGEST_URL) return { reason: `its address has ${url.length} characters` };
  const origin = {
    url,
    sourceId: source.id,
    ...given('timeZone', source.timeZone),
    ...given('languages', source.languages),
  };
  try {
    return takeIn({ bytes, contentType, origin, now: new Date(now), input: source.kind });
  } catch (error) {
    if (error instanceof ProblemException) return { reason: error.detail };
    throw error;
  }
}

/** What tells whether a page is the same as the last time, byte for byte. */
export const fingerprintOf = (result: FetchResult): string => sha256(result.body);
