import { AUTHOR, COMMENT, HIDDEN, NAV, SHARE } from '../html/flags.js';
import type { Link, Page } from '../html/page.js';
import { wordCount } from '../text/lines.js';
import { absoluteUrl, canonicalForm } from '../url.js';

/** A link with what it leads to, as the teasers see it. */
export interface Target {
  link: Link;
  /** Absolute and normalised. */
  url: string;
  kind: 'article' | 'label' | 'other';
}

const LABEL_PATH =
  /\/(tags?|topics?|categor(y|ies)|keywords?|authors?|rubrics?|sections?|hashtags?|themes?|labels?|people|users?|profiles?)(\/|$)/i;
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

/** Sorts the page's links: to articles, to sections and tags (labels), and to all else. */
export function targetsOf(page: Page, base: string | undefined): (Target | undefined)[] {
  const counts = new Map<string, number>();
  const navigation = new Set<string>();
  const known = new Map<string, { url: URL; form: string } | undefined>();
  const resolve = (href: string): { url: URL; form: string } | undefined => {
    if (known.has(href)) return known.get(href);
    const skip = href.startsWith('#') || href.startsWith('javascript:');
    const url = skip ? undefined : absoluteUrl(href, base ?? 'http://relative.invalid/');
    const entry = url && { url, form: canonicalForm(url) };
    known.set(href, entry);
    return entry;
  };
  const resolved = page.links.slice(0, MOST_LINKS).map((link) => {
    const target = resolve(link.href);
    if (!target) return undefined;
    const { url, form } = target;
    if (link.text) counts.set(`${form} ${link.text}`, (counts.get(`${form} ${link.text}`) ?? 0) + 1);
    if (link.flags & NAV) navigation.add(form);
    return { link, url, form };
  });
  return resolved.map((entry) => {
    if (!entry) return undefined;
    const { link, url, form } = entry;
    const { text } = link;
    const repeated = counts.get(`${form} ${text}`) ?? 0;
    const short = text.length <= 40;
    const label =
      /\btag\b/.test(link.el.attribs['rel'] ?? '') ||
      (LABEL_PATH.test(url.pathname) && text.length <= 80) ||
      (short && (repeated >= 3 || navigation.has(form)) && !link.heading);
    if (label) return { link, url: form, kind: 'label' as const };
    if (link.flags & HIDDEN) return { link, url: form, kind: 'other' as const };
    if (link.flags & (NAV | SHARE | COMMENT) && !link.heading) return { link, url: form, kind: 'other' as const };
    if (link.flags & AUTHOR && short) return { link, url: form, kind: 'other' as const };
    const words = wordCount(text);
    const article =
      url.pathname !== '/' &&
      ((link.heading && words >= 2) ||
        (words >= 3 && text.length >= 18 && (looksLikeArticle(url) || text.length >= 45)));
    return { link, url: form, kind: article ? ('article' as const) : ('other' as const) };
  });
}
