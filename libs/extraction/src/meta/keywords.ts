import { TAGS } from '../html/flags.js';
import { decodeEntities } from '../text/entities.js';
import { collapse, fold } from '../text/lines.js';
import type { Target } from '../teasers/links.js';
import type { Page } from '../html/page.js';
import type { Sourced } from './fields.js';
import type { LinkedData } from './jsonld.js';
import { markedValues } from './marks.js';
import type { Head } from './read.js';

/** An address of a tag's page. */
export const TAG_PATH =
  /\/(tags?|tagged|topics?|themen?|themes?|keywords?|hashtags?|sujets?|temas?|tema|stichw\w+|schlagw\w+|dossiers?|etiquetas?|etiqueta|theme|tagi|stitky|tegi|organisation|organization|places?|persons?)(\/|$)/i;
/** "Category: World", "wc:900": what a system notes for itself. */
const NOTE = /^[\p{L} ]{2,24}:\s?\S/u;
const UUID = /^[\da-f]{8}-[\da-f]{4}-/i;

/** Whether a link says of itself, or by its address, that it leads to a tag. */
const isTag = (target: Target): boolean =>
  /\btag\b/.test(target.link.el.attribs['rel'] ?? '') || TAG_PATH.test(target.url);

/** Keywords: the page's data, else its meta elements, else the tag links around the article. */
export function keywordsOf(
  page: Page,
  head: Head,
  data: LinkedData | undefined,
  labels: readonly Target[],
): Sourced<string[]> | undefined {
  const house = [data?.publisher?.name, head.first('og:site_name', 'application-name')].map((n) => fold(n ?? ''));
  const visible = labels.filter((t) => t.link.flags & TAGS || isTag(t)).map((t) => t.link.text.replace(/^#/, ''));
  const meta = (name: string): [string, string[]] => [`meta:${name}`, split(head.all(name))];
  const marked = markedValues(page, 'keywords');
  const sources: [string, string[]][] = [
    ['json-ld', split(data?.keywords ?? [])],
    ...['article:tag', 'news_keywords', 'keywords', 'parsely-tags'].map(meta),
    [marked.method, split(marked.values)],
    ...['dc.subject', 'dcterms.subject'].map(meta),
    ['visible', visible],
  ];
  for (const [method, source] of sources) {
    const value = clean(source, house);
    if (value.length > 0) return { value, method };
  }
  return undefined;
}

/** One keyword each, though some pages write them all in one string. */
function split(texts: readonly string[]): string[] {
  return texts.flatMap((text) => {
    const plain = collapse(decodeEntities(decodeEntities(text)));
    const parts = plain.split(/ ?[,;、，] ?/u);
    // Chinese and Japanese keywords may be separated by blanks alone.
    return parts.length === 1 && /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana} ]+$/u.test(plain)
      ? plain.split(' ')
      : parts;
  });
}

function clean(texts: readonly string[], house: readonly string[]): string[] {
  const notes = texts.filter((t) => NOTE.test(t)).length;
  const found = new Map<string, string>();
  for (const text of texts) {
    const keyword = collapse(text)
      .replace(/^#(?=\p{L})/u, '')
      .replace(/^(sections?|topics?|organizations?|persons?|places?|tags?)\//i, '');
    if (keyword.length < 2 || keyword.length > 100 || UUID.test(keyword) || (notes >= 2 && NOTE.test(text))) continue;
    if (!/[\p{L}\p{N}]/u.test(keyword) || house.includes(fold(keyword))) continue;
    found.set(fold(keyword), found.get(fold(keyword)) ?? keyword);
  }
  return [...found.values()].slice(0, 60);
}
