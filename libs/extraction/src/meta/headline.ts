import { isTag, isText } from 'domhandler';
import { NAV, RELATED } from '../html/flags.js';
import type { Block, Box, Page } from '../html/page.js';
import { decodeEntities } from '../text/entities.js';
import { collapse, squeeze, wordCount } from '../text/lines.js';
import type { LinkedData } from './jsonld.js';
import type { Head } from './read.js';
import { SiteNames } from './site-name.js';

export interface Headline {
  text: string;
  /** Where it was read: `h1`, `h2`, `json-ld`, `meta:og:title`, `title`. */
  method: string;
}

/** A title that the page's data name. */
interface Title extends Headline {
  bare: string;
}

/** Shorter texts are no headline by themselves, and end many others by chance. */
const SHORTEST = 12;
/** A heading longer than this is a lead set as one, unless the data know it. */
const LONGEST = 200;

/**
 * The headline: what the page shows above the text. Its data tell which heading that is, where a kicker before it ends,
 * and what to take where the page shows none.
 */
export function headlineOf(
  page: Page,
  head: Head,
  data: LinkedData | undefined,
  bodyStart: number,
  url: URL | undefined,
): Headline | undefined {
  const names = siteNames(head, data, url);
  const headings = headingsOf(page, bodyStart);
  const shownTexts = headings.map((h) => h.text);
  const titles = titlesOf(page, head, data).map(({ text, method }): Title => {
    const stripped = names.strip(text, shownTexts) || text;
    return { text: stripped, method, bare: squeeze(stripped) };
  });
  const shown = shownHeading(headings, titles, names);
  if (shown === undefined) return fullest(titles);
  return (isNews(data) && agreed(titles, shown)) || withoutKicker(shown, titles);
}

/** Steps of an address that name a section, not an article. */
const isShort = (step: string): boolean => step.split('-').length <= 2;

function siteNames(head: Head, data: LinkedData | undefined, url: URL | undefined): SiteNames {
  const host = url?.hostname.replace(/^www\d?\./, '');
  // Of "news.owl.co.example" the longest label before the last is the name.
  const label = host
    ?.split('.')
    .slice(0, -1)
    .reduce((a, b) => (b.length > a.length ? b : a), '');
  return new SiteNames(
    [head.first('og:site_name', 'application-name', 'twitter:app:name:iphone'), data?.publisher?.name, host, label],
    [data?.section, head.first('article:section'), ...(url?.pathname.split('/').slice(0, -1).filter(isShort) ?? [])],
  );
}

/** What the data call the article, the most trusted first. */
function titlesOf(page: Page, head: Head, data: LinkedData | undefined): Headline[] {
  const sources: [string, string | undefined][] = [
    ['json-ld', data?.headline],
    ...['og:title', 'twitter:title', 'dc.title', 'dcterms.title', 'headline'].map(
      (name): [string, string | undefined] => [`meta:${name}`, head.first(name)],
    ),
    ['title', page.title],
  ];
  return sources.flatMap(([method, value]) => {
    const text = value === undefined ? '' : collapse(decodeEntities(value));
    return text === '' ? [] : [{ text, method }];
  });
}

interface Heading {
  level: number;
  text: string;
  bare: string;
  flags: number;
  /** Stands above the text. */
  above: boolean;
  box: Box | undefined;
}

const headingBox = (block: Block): Box | undefined => {
  for (let box: Box | undefined = block.box; box; box = box.parent) if (/^h[1-6]$/.test(box.tag)) return box;
  return undefined;
};

/** Headings of the first level, and those of the next two above the text; the blocks of one heading made one. */
function headingsOf(page: Page, bodyStart: number): Heading[] {
  const found: Heading[] = [];
  let last: Box | undefined;
  for (const block of page.blocks) {
    const { heading: level, index } = block;
    if (level === 0 || level > 3 || (level > 1 && (index > bodyStart || block.flags & RELATED))) continue;
    const box = headingBox(block);
    const before = found.at(-1);
    if (before && box !== undefined && box === last) before.text = `${before.text} ${block.text}`;
    else
      found.push({
        level,
        text: decodeEntities(block.text),
        bare: '',
        flags: block.flags,
        above: index <= bodyStart,
        box,
      });
    last = box;
  }
  for (const heading of found) heading.bare = squeeze(heading.text);
  return found.filter((h) => h.text.length >= 4);
}

/**
 * The heading of the article: one of the first level that the data repeat, else the last such above the text. Where the
 * only heading of the first level is the last step of a breadcrumb, written for search engines, or the name of the
 * site, it is one of a lower level that the data confirm.
 */
function shownHeading(headings: readonly Heading[], titles: readonly Title[], names: SiteNames): Heading | undefined {
  const known = new Set(titles.map((t) => t.bare));
  // A heading of a word or two that no title repeats names a section.
  const isLabel = (h: Heading): boolean =>
    titles.length > 0 && wordCount(h.text) <= 2 && !titles.some((t) => t.bare.includes(h.bare));
  const isOther = (h: Heading): boolean => h.text.length > LONGEST || names.isSite(h.text) || isLabel(h);
  const first = headings.filter((h) => h.level === 1);
  const usable = first.filter((h) => !(h.flags & NAV) && (known.has(h.bare) || !isOther(h)));
  const named = usable.find((h) => known.has(h.bare));
  if (named) return named;
  if (usable.length === 0) {
    const confirmed = headings.find((h) => h.level > 1 && !(h.flags & NAV) && titles.some((t) => endsWith(h, t)));
    return confirmed ?? (titles.length > 0 ? undefined : (first.find((h) => !isOther(h)) ?? first[0]));
  }
  // None above the text, and several in it: these head its parts.
  return usable.filter((h) => h.above).at(-1) ?? (usable.length <= 2 || titles.length === 0 ? usable[0] : undefined);
}

const isNews = (data: LinkedData | undefined): boolean => /NewsArticle$/.test(data?.type ?? '');

/**
 * What the data of a newsroom's own system name with one voice, though the page shows it in other words. (The plug-ins
 * of blogs write the title for search engines everywhere.)
 */
function agreed(titles: readonly Title[], shown: Heading): Title | undefined {
  const of = (method: string): Title | undefined => titles.find((t) => t.method === method);
  const declared = of('json-ld');
  if (declared === undefined || shown.bare.startsWith(declared.bare)) return undefined;
  const same = [of('meta:og:title'), of('title')].every((t) => t?.bare === declared.bare);
  return same ? declared : undefined;
}

/** Whether two are the same, or the second is the first without what stands before it. */
const endsWith = (a: { bare: string }, b: { bare: string }): boolean =>
  a.bare === b.bare || (b.bare.length >= SHORTEST && a.bare.endsWith(b.bare));

/** Whether the title that is longer by its beginning is so by a kicker: "Kenya: …", "Opinion | …". */
const isKicked = (long: { text: string; bare: string }, short: { bare: string }): boolean =>
  long.bare !== short.bare && endsWith(long, short) && /[:|/–—]/u.test(long.text);

/**
 * Settles whether a kicker belongs to the headline. One that the heading sets apart in an element of its own does if
 * `og:title`, written to stand alone, has it, or JSON-LD, or where a page has neither any other title; one that stands outside
 * of the heading does if all the data have it.
 */
function withoutKicker(shown: Heading, titles: readonly Title[]): Headline {
  const method = `h${shown.level}`;
  const own: Headline = { text: shown.text, method };
  const declared = titles.find((t) => t.method === 'json-ld');
  const shared = titles.find((t) => t.method === 'meta:og:title');
  if (declared && shared?.bare === declared.bare && isKicked(declared, shown)) return declared;
  const judge =
    shared && endsWith(shown, shared)
      ? shared
      : (declared ?? (shared ? undefined : titles.find((t) => endsWith(shown, t))));
  if (judge && endsWith(shown, judge)) {
    if (judge.bare === shown.bare) return hasParts(shown) ? judge : own;
    if (hasParts(shown)) return { text: judge.text, method };
  }
  return own;
}

/** Whether a heading is made of several parts that it may have run together. */
const hasParts = ({ box }: Heading): boolean =>
  box !== undefined && box.el.children.filter((c) => isTag(c) || (isText(c) && c.data.trim() !== '')).length > 1;

/** Of the data's titles the first; a longer one where that is cut short. */
function fullest(titles: readonly Title[]): Headline | undefined {
  const [first] = titles;
  if (first === undefined) return undefined;
  const cut = first.text.replace(/\s?(?:…|\.\.\.)$/u, '');
  const stem = squeeze(cut);
  return (
    (cut === first.text
      ? undefined
      : titles.find((t) => t.bare.length > stem.length && t.bare.startsWith(stem) && t !== first)) ?? first
  );
}
