import { type Capture, captureId, articleId, sha256 } from '#libs/contracts';

/** No name below .invalid is ever anybody's (RFC 2606): what comes from here is a diagnostic, and nobody's news. */
export const DIAGNOSTIC_SOURCE = 'doctor.babelwire.invalid';

/** The language that the page is written in. */
export const DIAGNOSTIC_LANGUAGE = 'en';

const NOUNS =
  'anchor barrel basket bridge bucket cabin candle canvas carpet castle ceiling chimney cottage curtain drawer engine fence fiddle garden hammer harbour hillside kettle ladder lantern meadow mirror needle orchard paddle pebble pillow pocket quarry railing ribbon saddle shelter shutter spindle stable staircase teapot thimble timber tunnel valley wagon whistle window workshop'.split(
    ' ',
  );
const VERBS = 'carries covers finds follows holds leaves meets moves paints passes reaches repairs shows turns'.split(
  ' ',
);
const JOINS = ['and then', 'while', 'before', 'until', 'because', 'although', 'whenever'];
const PLACES = ['behind the', 'near the', 'above the', 'under the', 'beside the', 'across from the'];
const SENTENCES = 8;

/** A page of the doctor's own, and what the line will call it and its article. */
export interface DiagnosticPage {
  url: string;
  captureId: string;
  articleId: string;
  html: string;
  capture: Capture;
}

/**
 * A page with one article whose words are drawn by chance, so that it repeats nothing that ever came, this doctor's earlier pages
 * included: it is judged as news is.
 *
 * @param run tells this page from every other
 * @param chance [0, 1)
 */
export function diagnosticPage(run: string, at: Date, chance: () => number): DiagnosticPage {
  const url = `https://${DIAGNOSTIC_SOURCE}/${run}`;
  const pick = (words: string[]): string => words[Math.floor(chance() * words.length)] ?? '';
  const clause = (): string => `the ${pick(NOUNS)} ${pick(VERBS)} the ${pick(NOUNS)} ${pick(PLACES)} ${pick(NOUNS)}`;
  const sentences = Array.from({ length: SENTENCES }, () => {
    const text = `${clause()} ${pick(JOINS)} ${clause()}.`;
    return text.charAt(0).toUpperCase() + text.slice(1);
  });
  const headline = `Diagnostic ${run}: ${clause()}`;
  const html = `<!doctype html><html lang="${DIAGNOSTIC_LANGUAGE}"><head><meta charset="utf-8"><title>${headline}</title>
<link rel="canonical" href="${url}"><meta property="article:published_time" content="${at.toISOString()}"></head>
<body><main><article><h1>${headline}</h1>
<p>This article was sent by babelwire doctor to see whether the line works. It tells no news and will be withdrawn.</p>
${[0, 1].map((half) => `<p>${sentences.filter((_, index) => index % 2 === half).join(' ')}</p>`).join('\n')}
</article></main></body></html>`;
  const contentType = 'text/html; charset=utf-8';
  const id = captureId({ url, sourceId: DIAGNOSTIC_SOURCE, contentType, rawSha256: sha256(html) });
  const capture: Capture = {
    id,
    url,
    sourceId: DIAGNOSTIC_SOURCE,
    input: 'doctor',
    contentType,
    fetchedAt: at.toISOString(),
    body: html,
    bodyEncoding: 'utf8',
  };
  return { url, captureId: id, articleId: articleId({ canonicalUrl: url }), html, capture };
}
