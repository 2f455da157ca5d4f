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
/** What is stepped over, by how it begins and ends. */
const STEPPED: [string, string][] = [
  ['<!--', '-->'],
  ['<?', '?>'],
];
/** Of an element only its local name matters. */
const TAG = /<(?:[\w.-]+:)?([\w.-]+)/y;
const HTML_TAG = /^(?:meta|title|script|div|p|a|h1|table|link)$/;

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
  const endless = new Set<string>();
  for (let at = head.indexOf('<'); at >= 0; at = head.indexOf('<', at + 1)) {
    const [, end] = STEPPED.find(([start]) => head.startsWith(start, at)) ?? [];
    if (end !== undefined) {
      const until = endless.has(end) ? -1 : head.indexOf(end, at);
      // One without an end is looked into, and its end not looked for again.
      if (until < 0) endless.add(end);
      else at = until;
      continue;
    }
    if (/^<!doctype\s+html\b/i.test(head.slice(at, at + 40))) return 'html';
    TAG.lastIndex = at;
    const name = TAG.exec(head)?.[1]?.toLowerCase() ?? '';
    const kind = ROOTS[name];
    if (kind !== undefined) return kind;
    looksLikeHtml ||= HTML_TAG.test(name);
  }
  return looksLikeHtml ? 'html' : 'unknown';
}
