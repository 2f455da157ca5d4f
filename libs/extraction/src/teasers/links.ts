import { AUTHOR, COMMENT, HIDDEN, NAV, SHARE } from '../html/flags.js';
import type { Link, Page } from '../html/page.js';
import { sizeOf, wordCount } from '../text/lines.js';
import { absoluteUrl, canonicalForm } from '../url.js';

/** A link with what it leads to, as the teasers see it. */
export interface Target {
  link: Link;
  /** Absolute and normalised. */
  url: string;
  /** As written, absolute. */
  address: URL;
  kind: 'article' | 'label' | 'other';
}

const LABEL_PATH =
  /\/(tags?|topics?|categor(y|ies)|keywords?|authors?|rubrics?|sections?|hashtags?|themes?|labels?|people|users?|profiles?)(\/|$)/i;
/** Further pages of a list, and what a search found. */
const LIST_PATH = /\/(search|page\/\d{1,4})\/?$/i;
const LIST_QUERY = /[?&](s|q|query|search|page|paged)=/i;

/** Whether an address is that of a list: of a section, a tag, a person, a search. */
export const isListAddress = (url: URL): boolean =>
  LIST_PATH.test(url.pathname) ||
  ((LIST_QUERY.test(url.search) || LABEL_PATH.test(url.pathname)) && !looksLikeArticle(url));

const LONG_NUMBER = /\d{4,}/;

/** Whether an address looks like an article's: a long slug, a number, a page file. */
export function looksLikeArticle(url: URL): boolean {
  const path = url.pathname;
  if (path.length < 2) return /[?&](p|id|article|news_?id)=\d+/i.test(url.search);
  const last = path.split('/').filter(Boolean).at(-1) ?? '';
  return (
    LONG_NUMBER.test(path) ||
    (last.match(/[-_]/g)?.length ?? 0) >= 3 ||
    /\.(s?html?|php|aspx?)$/i.test(last) ||
    /%[0-9a-f]{2}/i.test(last)
  );
}

/** The largest of the 780 news pages measured has 1,200 links, home pages some 3,000. */
const MOST_LINKS = 10_000;

/** Names of sections and tags are no longer. */
const LONGEST_LABEL = 40;

/** What an address says, read once for all its links. */
interface Address {
  url: URL;
  form: string;
  label: boolean;
}

/** Sorts the page's links: to articles, to sections and tags (labels), and to all else. */
export function targetsOf(page: Page, base: string | undefined): (Target | undefined)[] {
  const counts = new Map<string, number>();
  const navigation = new Set<string>();
  const known = new Map<string, Address | undefined>();
  const resolve = (href: string): Address | undefined => {
    if (known.has(href)) return known.get(href);
    const skip = href.startsWith('#') || href.startsWith('javascript:');
    const url = skip ? undefined : absoluteUrl(href, base ?? 'http://relative.invalid/');
    const entry = url && { url, form: canonicalForm(url), label: LABEL_PATH.test(url.pathname) };
    known.set(href, entry);
    return entry;
  };
  const resolved = page.links.slice(0, MOST_LINKS).map((link) => {
    const address = resolve(link.href);
    if (!address) return undefined;
    const { form } = address;
    // Only short ones are ever labels.
    const key = link.text !== '' && sizeOf(link.text) <= LONGEST_LABEL ? `${form} ${link.text}` : '';
    if (key !== '') counts.set(key, (counts.get(key) ?? 0) + 1);
    if (link.flags & NAV) navigation.add(form);
    return { link, address, key };
  });
  return resolved.map((entry) => {
    if (!entry) return undefined;
    const { link, address, key } = entry;
    const { url, form } = address;
    const { text } = link;
    const size = sizeOf(text);
    const short = size <= LONGEST_LABEL;
    const target = (kind: Target['kind']): Target => ({ link, url: form, address: url, kind });
    const label =
      /\btag\b/.test(link.el.attribs['rel'] ?? '') ||
      (address.label && text.length <= 80) ||
      (short && !link.heading && (navigation.has(form) || (counts.get(key) ?? 0) >= 3));
    if (label) return target('label');
    if (link.flags & HIDDEN) return target('other');
    if (link.flags & (NAV | SHARE | COMMENT) && !link.heading) return target('other');
    if (link.flags & AUTHOR && short) return target('other');
    const words = wordCount(text);
    const article =
      url.pathname !== '/' &&
      ((link.heading && words >= 2) || (words >= 3 && size >= 18 && (size >= 45 || looksLikeArticle(url))));
    return target(article ? 'article' : 'other');
  });
}
