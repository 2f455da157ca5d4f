import { Parser } from 'htmlparser2';
import { absoluteUrl, decode } from '#libs/extraction';

/** Heads end before; what is further down is the page's text, bytes. */
const LOOKED_AT = 256 * 1024;
/** What browsers write above a page when they save it. */
const SAVED_FROM = /saved from url=\(\d+\)(\S+)/i;

/** The address that a saved page gives as its own: its canonical link, `og:url`, or the browser's note above it. */
export function addressWithin(html: Uint8Array): URL | undefined {
  const { text } = decode(html.subarray(0, LOOKED_AT), '');
  const found: { canonical?: string; og?: string; saved?: string } = {};
  const parser = new Parser({
    onopentag(name, { rel = '', href, property, content }) {
      if (name === 'link' && /(?:^|\s)canonical(?:\s|$)/i.test(rel) && href) found.canonical ??= href;
      if (name === 'meta' && property?.toLowerCase() === 'og:url' && content) found.og ??= content;
    },
    oncomment(comment) {
      const saved = SAVED_FROM.exec(comment)?.[1];
      if (saved !== undefined) found.saved ??= saved;
    },
  });
  parser.end(text);
  return (
    absoluteUrl(found.canonical, undefined) ?? absoluteUrl(found.og, undefined) ?? absoluteUrl(found.saved, undefined)
  );
}
