import type { Page } from '../html/page.js';
import { collapse } from '../text/lines.js';
import type { FoundPublisher } from '../types.js';
import { absoluteUrl, domainOf } from '../url.js';
import type { LinkedData } from './jsonld.js';

/** What the head of the page says, by lower-case name. */
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

/** The house that publishes the page. */
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

/** The address that the page calls its own. */
export function canonicalOf(page: Page, head: Head, pageUrl: string | undefined): URL | undefined {
  const base = page.base === undefined ? pageUrl : (absoluteUrl(page.base, pageUrl)?.href ?? pageUrl);
  const own = absoluteUrl(pageUrl, undefined);
  const isInner = own !== undefined && !isFrontPage(own);
  for (const href of [head.link('canonical'), head.first('og:url')]) {
    const url = absoluteUrl(href, base);
    // On an inner page a front page is a mistake made in a template: all articles of the site would be one.
    if (url && !(isInner && isFrontPage(url))) return url;
  }
  return own;
}

const isFrontPage = ({ pathname, search }: URL): boolean => pathname === '/' && search === '';
