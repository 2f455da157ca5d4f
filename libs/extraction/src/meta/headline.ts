import type { Page } from '../html/page.js';
import { decodeEntities } from '../text/entities.js';
import { collapse, fold } from '../text/lines.js';
import type { LinkedData } from './jsonld.js';
import type { Head } from './read.js';

const SEPARATOR = /\s+[|–—\-»«·•:/\\]+\s+/u;

/** A title without the name of the site: the part that the page shows as its heading, or all but the site's name. */
export function stripSite(title: string, siteName: string | undefined, headings: readonly string[]): string {
  const folded = new Set(headings.map(fold));
  if (folded.has(fold(title))) return title;
  const site = siteName === undefined ? '' : fold(siteName);
  const parts = title.split(SEPARATOR);
  if (parts.length < 2) return title;
  for (let drop = 1; drop < parts.length; drop++) {
    const head = headOf(title, parts, parts.length - drop);
    if (folded.has(fold(head))) return head;
  }
  const last = fold(parts.at(-1) ?? '');
  const first = fold(parts[0] ?? '');
  if (site !== '' && (last === site || last.startsWith(site) || site.startsWith(last)))
    return headOf(title, parts, parts.length - 1);
  if (site !== '' && first === site) return parts.slice(1).join(' ');
  // Without evidence: the last part after a bar is the site's name if it is much shorter than the rest.
  const rest = headOf(title, parts, parts.length - 1);
  return /\s\|\s|\s[–—»·•]\s/u.test(title.slice(rest.length)) && last.length <= 40 && rest.length > last.length
    ? rest
    : title;
}

function headOf(title: string, parts: readonly string[], count: number): string {
  let end = 0;
  for (let i = 0; i < count; i++) end = title.indexOf(parts[i] ?? '', end) + (parts[i] ?? '').length;
  return title.slice(0, end).trim();
}

/** Whether one is the other with a kicker before it ("Kenya: …"). */
function kicked(a: string, b: string): boolean {
  const [long, short] = a.length > b.length ? [a, b] : [b, a];
  return short.length >= 12 && long.length > short.length && fold(long).endsWith(fold(short)) && /[:|]/u.test(long);
}

/**
 * The headline: what the page shows above the text, unless its data agree on another one. Where heading and data differ
 * by a kicker, the data know where the headline begins.
 */
export function headlineOf(
  page: Page,
  head: Head,
  data: LinkedData | undefined,
  bodyStart: number,
): string | undefined {
  const headings = page.blocks.filter((b) => b.heading === 1 && b.text.length >= 4);
  const texts = headings.map((b) => b.text);
  const site = head.first('og:site_name', 'application-name') ?? data?.publisher?.name;
  const tidy = (title: string | undefined): string | undefined =>
    title === undefined ? undefined : stripSite(collapse(decodeEntities(title)), site, texts) || undefined;
  const declared = tidy(data?.headline);
  const shared = tidy(head.first('og:title', 'twitter:title', 'dc.title'));
  const titled = tidy(page.title);
  const shown = shownHeading(
    headings.filter((b) => b.index <= bodyStart).map((b) => b.text),
    texts,
    [declared, shared, titled],
    site,
  );
  if (shown === undefined) return declared ?? shared ?? titled;
  const known = fold(shown);
  if (declared !== undefined && fold(declared) !== known) {
    if (shared !== undefined && fold(declared) === fold(shared)) return declared;
    if (kicked(declared, shown)) return declared;
  }
  return shown;
}

/** The heading that the data repeat, else the last one above the text that is not the site's name. */
function shownHeading(
  above: readonly string[],
  all: readonly string[],
  data: readonly (string | undefined)[],
  site: string | undefined,
): string | undefined {
  const known = data.filter((d) => d !== undefined).map(fold);
  const named = all.find((h) => known.includes(fold(h)));
  if (named !== undefined) return named;
  const isSite = (h: string): boolean => site !== undefined && fold(h) === fold(site);
  // A heading of a word or two that no title repeats names a section.
  const label = (h: string): boolean =>
    known.length > 0 && h.split(' ').length <= 2 && !known.some((k) => k.includes(fold(h)));
  const usable = (h: string): boolean => !isSite(h) && !label(h);
  return above.filter(usable).at(-1) ?? all.find(usable);
}
