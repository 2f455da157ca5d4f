import type { Page } from '../html/page.js';
import { collapse } from '../text/lines.js';
import { absoluteUrl } from '../url.js';
import type { LinkedData } from './jsonld.js';
import { markedValues } from './marks.js';
import type { Head } from './read.js';

/** A value of the page's data and where it was read, e.g. `json-ld`, `meta:dc.subject`, `microdata`. */
export interface Sourced<T> {
  value: T;
  method: string;
}

/** What every field is read from. */
interface Sources {
  page: Page;
  head: Head;
  data: LinkedData | undefined;
}

function firstMeta(head: Head, names: readonly string[]): Sourced<string> | undefined {
  for (const name of names) {
    const value = head.first(name);
    if (value !== undefined) return { value, method: `meta:${name}` };
  }
  return undefined;
}

function fromData(value: string | undefined): Sourced<string> | undefined {
  const text = value === undefined ? '' : collapse(value);
  return text === '' ? undefined : { value: text, method: 'json-ld' };
}

function firstMark(page: Page, property: string, attribute?: string): Sourced<string> | undefined {
  const { method, values } = markedValues(page, property, attribute);
  return values[0] === undefined ? undefined : { value: values[0], method };
}

export const descriptionOf = ({ page, head, data }: Sources): Sourced<string> | undefined =>
  firstMeta(head, ['og:description', 'description', 'twitter:description']) ??
  fromData(data?.description) ??
  firstMeta(head, ['dc.description', 'dcterms.description', 'dcterms.abstract']) ??
  firstMark(page, 'description');

export const sectionOf = ({ page, head, data }: Sources): Sourced<string> | undefined =>
  fromData(data?.section) ??
  firstMeta(head, ['article:section', 'articlesection']) ??
  firstMark(page, 'articlesection');

/** The address of the article's picture, absolute. */
export function imageOf({ page, head, data }: Sources, base: string | undefined): Sourced<string> | undefined {
  const found =
    fromData(data?.images[0]) ??
    firstMeta(head, ['og:image', 'og:image:url', 'twitter:image', 'twitter:image:src']) ??
    firstMark(page, 'image', 'src');
  const url = found && absoluteUrl(found.value, base);
  return url && { value: url.href, method: found.method };
}

export const languageOf = ({ page, head, data }: Sources): string | undefined =>
  page.lang ??
  data?.language ??
  firstMeta(head, ['og:locale', 'content-language', 'dc.language', 'dcterms.language', 'language'])?.value;

const LOCKED = /^(?:locked|metered|paid|premium|paywall\w*|subscri\w*|registr\w*)$/i;
const FREE = /^(?:free|open|public)$/i;

/** Whether the article can be read without paying, as the page says; undefined if it does not say. */
export function accessOf({ page, head, data }: Sources): boolean | undefined {
  if (data?.accessibleForFree !== undefined) return data.accessibleForFree;
  const marked = firstMark(page, 'isaccessibleforfree')?.value ?? head.first('isaccessibleforfree');
  if (marked !== undefined) return !/^(?:false|no|0)$/i.test(marked.replace(/^.*\//, ''));
  const tier = head.first('article:content_tier', 'cxenseparse:access', 'access', 'content_tier') ?? '';
  return LOCKED.test(tier) ? false : FREE.test(tier) ? true : undefined;
}
