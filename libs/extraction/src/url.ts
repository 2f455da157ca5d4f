/** Parameters that say how a reader came, or which visit of whom it is, not what is read. */
const TRACKING =
  /^(utm_.*|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|ymclid|igshid|mc_cid|mc_eid|cmpid|ito|ncid|ocid|_ga|_gl|ref_src|ref_url|spm|wt_mc|at_medium|at_campaign|xtor|gaa_.*|smid|sr_share|gclsrc|ttclid|twclid|li_fat_id|igsh|mkt_tok|_hsenc|_hsmi|hsa_.*|pk_.*|mtm_.*|piwik_.*|matomo_.*|__twitter_impression|guccounter|guce_referrer.*|phpsessid|jsessionid|aspsessionid.*|sessionid|session_id|cfid|cftoken)$/i;

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

/** The form that identity is built from: host in lower case, no default port, fragment or tracking parameters. */
export function canonicalForm(url: URL): string {
  if (!url.hash && !url.search && !url.username && !url.password) return url.href;
  const copy = new URL(url.href);
  copy.hash = '';
  copy.username = '';
  copy.password = '';
  if (copy.search) {
    for (const name of [...copy.searchParams.keys()]) if (TRACKING.test(name)) copy.searchParams.delete(name);
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
