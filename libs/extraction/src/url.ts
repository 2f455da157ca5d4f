import { isTellingFragment, isTrackingParameter } from '#libs/contracts';

/** An address as written on a page, absolute; undefined unless it is http(s). */
export function absoluteUrl(href: string | undefined, base: string | undefined): URL | undefined {
  if (!href) return undefined;
  try {
    const url = new URL(href.trim(), base);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The address that an article is given with: host in lower case, no default port, no tracking parameters, no fragment but
 * one that is an address of its own. Can be fetched; identity is compared in `addressForm` of it.
 */
export function canonicalForm(url: URL): string {
  const { href } = url;
  // Reading its parts one by one costs as much as parsing it did.
  if (!/[?#@]/.test(href)) return href;
  const copy = new URL(href);
  if (!isTellingFragment(copy.hash)) copy.hash = '';
  copy.username = '';
  copy.password = '';
  if (copy.search) {
    for (const name of [...copy.searchParams.keys()]) if (isTrackingParameter(name)) copy.searchParams.delete(name);
    if (![...copy.searchParams.keys()].length) copy.search = '';
  }
  return copy.href;
}

/** `example.org` of `www.example.org`. */
export function domainOf(url: URL): string {
  return url.hostname.replace(/^www\d?\./, '');
}

/** The house that an address belongs to, as far as its last two names tell. Undefined for an address that is none. */
export const houseOf = (url: string | undefined): string | undefined =>
  absoluteUrl(url, undefined)?.hostname.split('.').slice(-2).join('.');
