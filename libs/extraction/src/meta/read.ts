import { findDates } from '../dates/find.js';
import { settleDate, type DateContext } from '../dates/resolve.js';
import type { Page } from '../html/page.js';
import { DATE, TAGS } from '../html/flags.js';
import { collapse } from '../text/lines.js';
import type { FoundDate, FoundPublisher } from '../types.js';
import { absoluteUrl, domainOf } from '../url.js';
import type { Target } from '../teasers/links.js';
import { stripSite } from './headline.js';
import type { LinkedData } from './jsonld.js';

const PUBLISHED = [
  'article:published_time',
  'og:article:published_time',
  'datepublished',
  'date',
  'dc.date',
  'dc.date.issued',
  'dcterms.created',
  'dcterms.date',
  'pubdate',
  'publish_date',
  'publishdate',
  'publication_date',
  'parsely-pub-date',
  'sailthru.date',
  'article.published',
  'article:published',
  'og:published_time',
  'cxenseparse:recs:publishtime',
  'cxenseparse:publishtime',
  'published',
  'date.publish',
  'datecreated',
];
const MODIFIED = ['article:modified_time', 'og:updated_time', 'datemodified', 'last-modified', 'dcterms.modified'];

export class Head {
  private readonly values = new Map<string, string[]>();

  constructor(readonly page: Page) {
    for (const { name, content } of page.metas) {
      const list = this.values.get(name);
      if (list) list.push(content);
      else this.values.set(name, [content]);
    }
  }

  first(...names: string[]): string | undefined {
    for (const name of names) {
      const value = this.values
        .get(name)
        ?.map(collapse)
        .find((v) => v !== '');
      if (value !== undefined) return value;
    }
    return undefined;
  }

  all(name: string): string[] {
    return (this.values.get(name) ?? []).map(collapse).filter((v) => v !== '');
  }

  /** Of a link element, the first of that relation. */
  link(rel: string): string | undefined {
    return this.page.headLinks.find((l) => l.rel.split(/\s+/).includes(rel))?.href;
  }
}

export function headlineOf(
  page: Page,
  head: Head,
  data: LinkedData | undefined,
  bodyStart: number,
): string | undefined {
  const headings = page.blocks.filter((b) => b.heading === 1 && b.text.length >= 4).map((b) => b.text);
  const site = head.first('og:site_name', 'application-name');
  const titles = [data?.headline, head.first('og:title', 'twitter:title', 'dc.title'), page.title]
    .filter((t): t is string => t !== undefined)
    .map((t) => stripSite(collapse(t), site, headings));
  const near = page.blocks.filter((b) => b.heading === 1 && b.index <= bodyStart).at(-1)?.text;
  return near ?? titles[0] ?? headings[0];
}

/** Dates in the page's machine-readable data, best first. */
export function publishedDate(
  page: Page,
  head: Head,
  data: LinkedData | undefined,
  context: DateContext,
  around: { from: number; to: number },
): FoundDate | undefined {
  const candidates: [string, string | undefined][] = [
    ['json-ld', data?.datePublished],
    ...PUBLISHED.map((name): [string, string | undefined] => [`meta:${name}`, head.first(name)]),
    ...page.times
      .filter((t) => t.property?.includes('datepublished'))
      .map((t): [string, string | undefined] => ['microdata', t.datetime ?? t.text]),
    ...page.times
      .filter((t) => t.block >= around.from && t.block <= around.to)
      .map((t): [string, string | undefined] => ['time', t.datetime ?? t.text]),
  ];
  for (const [method, value] of candidates) {
    const written = value === undefined ? undefined : findDates(value)[0];
    const settled = written && settleDate(written, context);
    if (settled) return { ...settled, method };
  }
  for (let i = around.from; i <= around.to; i++) {
    const block = page.blocks[i];
    if (!block || block.text.length > 200) continue;
    const written = findDates(block.text)[0];
    if (!written || (!(block.flags & DATE) && written.end - written.start < block.text.length * 0.2)) continue;
    const settled = settleDate(written, context);
    if (settled) return { ...settled, method: 'visible' };
  }
  return undefined;
}

export function modifiedDate(head: Head, data: LinkedData | undefined, context: DateContext): string | undefined {
  for (const value of [data?.dateModified, ...MODIFIED.map((name) => head.first(name))]) {
    const written = value === undefined ? undefined : findDates(value)[0];
    const settled = written && settleDate(written, context);
    if (settled) return settled.value;
  }
  return undefined;
}

/** Keywords: the page's data, else the tag links around the article. */
export function keywordsOf(head: Head, data: LinkedData | undefined, labels: readonly Target[]): string[] {
  const split = (texts: readonly string[]): string[] => texts.flatMap((t) => t.split(/\s*[,;]\s*/));
  const sources = [
    split(data?.keywords ?? []),
    head.all('article:tag'),
    split([head.first('news_keywords', 'keywords') ?? '']),
    labels
      .filter((t) => t.link.flags & TAGS || /\btag\b/.test(t.link.el.attribs['rel'] ?? '') || /\/tags?\//.test(t.url))
      .map((t) => t.link.text),
  ];
  for (const source of sources) {
    const clean = [...new Set(source.map(collapse).filter((k) => k !== '' && k.length <= 100))];
    if (clean.length > 0) return clean;
  }
  return [];
}

export function publisherOf(
  head: Head,
  data: LinkedData | undefined,
  url: URL | undefined,
): FoundPublisher | undefined {
  const name = data?.publisher?.name ?? head.first('og:site_name', 'application-name');
  const home = data?.publisher?.url ?? url?.origin;
  if (name === undefined && url === undefined) return undefined;
  const domain = url && domainOf(url);
  return {
    ...(name === undefined ? {} : { name: collapse(name) }),
    ...(home === undefined ? {} : { url: home }),
    ...(domain === undefined ? {} : { domain }),
  };
}

export function canonicalOf(page: Page, head: Head, pageUrl: string | undefined): URL | undefined {
  const base = page.base === undefined ? pageUrl : (absoluteUrl(page.base, pageUrl)?.href ?? pageUrl);
  for (const href of [head.link('canonical'), head.first('og:url')]) {
    const url = absoluteUrl(href, base);
    if (url) return url;
  }
  return absoluteUrl(pageUrl, undefined);
}
