import { decodeDocument } from './decode.js';
import type { DocumentKind } from './types.js';

/** The root stands here at the latest: behind a server's error messages, licences in comments, style sheets. */
const HEAD_BYTES = 65_536;
const ROOTS: Record<string, DocumentKind> = {
  rss: 'rss',
  channel: 'rss',
  feed: 'atom',
  rdf: 'rdf',
  urlset: 'sitemap',
  sitemapindex: 'sitemap-index',
  opml: 'opml',
  html: 'html',
  head: 'html',
  body: 'html',
};
/** Comments, instructions and declarations are stepped over; of an element, only its local name matters. */
const STEP = /<!--[^]*?-->|<\?[^]*?\?>|<!DOCTYPE\s+(html\b)?|<(?:[\w.-]+:)?([\w.-]+)/gi;

/**
 * What a document is, by its first element and not by its label: feeds come as `text/html`, pages as
 * `application/rss+xml`. Pass the bytes as they are after content encodings are undone.
 */
export function sniff(bytes: Uint8Array, contentType?: string): DocumentKind {
  return kindOf(decodeDocument(bytes.subarray(0, HEAD_BYTES), contentType).text);
}

/** The same of text. */
export function kindOf(text: string): DocumentKind {
  const head = text.slice(0, HEAD_BYTES).trimStart();
  if (head.startsWith('{')) {
    return /"version"\s*:\s*"https?:\/\/(?:www\.)?jsonfeed\.org|"items"\s*:\s*\[/.test(head) ? 'json-feed' : 'unknown';
  }
  let looksLikeHtml = false;
  for (const [, html, name] of head.matchAll(STEP)) {
    if (html !== undefined) return 'html';
    const kind = name === undefined ? undefined : ROOTS[name.toLowerCase()];
    if (kind !== undefined) return kind;
    if (name !== undefined && /^(?:meta|title|script|div|p|a|h1|table|link)$/i.test(name)) looksLikeHtml = true;
  }
  return looksLikeHtml ? 'html' : 'unknown';
}
