/** Parameters that say how a reader came, or which visit of whom it is, not what is read. */
const TRACKING =
  /^(utm_.*|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|ymclid|igshid|mc_cid|mc_eid|cmpid|ito|ncid|ocid|_ga|_gl|ref_src|ref_url|spm|wt_mc|at_medium|at_campaign|xtor|gaa_.*|smid|sr_share|gclsrc|ttclid|twclid|li_fat_id|igsh|mkt_tok|_hsenc|_hsmi|hsa_.*|pk_.*|mtm_.*|piwik_.*|matomo_.*|__twitter_impression|guccounter|guce_referrer.*|phpsessid|jsessionid|aspsessionid.*|sessionid|session_id|cfid|cftoken)$/i;

export const isTrackingParameter = (name: string): boolean => TRACKING.test(name);

/** A fragment that is the address of an article by itself, where a script makes the pages: `#!/news/5`, `#/news/5`. */
export const isTellingFragment = (hash: string): boolean => /^#!?\/./.test(hash);

/** Names of hosts under which sites repeat themselves: for telephones, for AMP. */
const VARIANT_HOST = /^(?:m|mobile|mobil|wap|pda|touch|amp)\./;
const WWW = /^www\d?\./;
/**
 * Names below which others have their own: those that registries give out below (co.uk, com.ua, lviv.ua, uk.com), and
 * houses that give each customer one. `mobile.com.ua` and `touch.com.ua` are two shops. A list in the code, and no package
 * that is updated each week: an article's id must not move with it.
 */
const OF_OTHERS = [
  /^(?:com?|org|net|gov|gob|gouv|govt|go|gos|edu|ac|or|ne|mil|nom|info|biz|web|press|media|name|ltd|plc|sch|asso|[a-z]{2})\.[a-z]{2}$/,
  /^(?:kiev|kyiv|kharkov|kharkiv|odessa|odesa|lviv|donetsk|crimea|poltava|msk|spb|waw|krakow|poznan|nsw|vic|qld)\.[a-z]{2}$/,
  /^(?:ae|br|cn|co|de|eu|gb|gr|hu|jp|kr|mex|no|qc|ru|sa|se|uk|us|uy|za)\.com$/,
  /^(?:gb|hu|in|jp|se|uk)\.net$|^(?:ae|us)\.org$|^com\.(?:de|se)$/,
  /(?:^|\.)blogspot\.[a-z.]{2,6}$/,
  /^(?:blogger|ghost|github|gitlab|hatenablog|herokuapp|livejournal|medium|netlify|over-blog|pages|substack|tumblr|typepad|ucoz|vercel|web|weebly|wixsite|wordpress)\.(?:com|io|app|dev|net|org|ru|ua|jp)$/,
];

/** Parameters that choose a form of the same article, with the values that do. */
const VARIANT_PARAMETER = /^(?:amp|mobile|desktop|print|printable)$/i;
const FLAG = /^(?:|[01]|y|yes|on|true|amp)$/i;
/** A parameter that says by which way the reader came, when its value is one of the ways. */
const WAY_PARAMETER = /^(?:from|src|source|ref|referrer|via|partner|feed|medium|campaign|cmp)$/i;
const WAY =
  /^(?:rss\w{0,8}|atom|feeds?|feedburner|newsletter|email|facebook|twitter|telegram|vk|whatsapp|x|push|home(?:page)?)$/i;
/** The page that stands for its folder. */
const FOLDER_PAGE = /\/(?:index|default)\.(?:html?|php|aspx?|jsp)$/i;
/** Caches of AMP pages have the address they repeat in their own path. */
const AMP_CACHE = /(?:\.cdn\.ampproject\.org|^(?:www\.)?google\.[a-z.]{2,6}|^(?:www\.)?bing-amp\.com)$/;
const AMP_CACHED = /^\/(?:amp|[acvir]+)\/(?:s\/)?([\w.-]+\.[a-z]{2,}\/.*)$/i;

/**
 * The form of an address in which two spellings of one article's address are equal, and those of two articles differ: without
 * scheme differences, `www.`, mobile and AMP hosts and paths, AMP caches, default ports, fragments, tracking and session
 * parameters, folder pages, doubled and final slashes; parameters in order. To compare by, not to fetch from. Undefined
 * unless it is http(s). What it may fold and what not: decision 0018.
 */
export function addressForm(address: string): string | undefined {
  let url = parsed(address);
  if (url === undefined) return undefined;
  // Each is shorter than the one before.
  for (let inner = cachedIn(url); inner !== undefined; inner = cachedIn(url)) url = inner;
  const hash = isTellingFragment(url.hash) ? url.hash : '';
  const port = url.port === '' || url.port === '80' || url.port === '443' ? '' : `:${url.port}`;
  const query = plainQuery(url);
  return `https://${plainHost(url.hostname)}${port}${plainPath(url.pathname, query === '')}${query}${hash}`;
}

function parsed(address: string): URL | undefined {
  try {
    const url = new URL(address);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url : undefined;
  } catch {
    return undefined;
  }
}

/** What an AMP cache has at this address. */
function cachedIn({ hostname, pathname, search }: URL): URL | undefined {
  const cached = AMP_CACHE.test(hostname) ? AMP_CACHED.exec(pathname)?.[1] : undefined;
  return cached === undefined ? undefined : parsed(`https://${cached}${search}`);
}

function plainHost(hostname: string): string {
  let host = hostname.replace(/\.$/, '');
  for (;;) {
    const isWww = WWW.test(host);
    if (!isWww && !VARIANT_HOST.test(host)) return host;
    const rest = host.slice(host.indexOf('.') + 1);
    if (!rest.includes('.') || (!isWww && OF_OTHERS.some((names) => names.test(rest)))) return host;
    host = rest;
  }
}

function plainQuery({ search, pathname }: URL): string {
  if (search === '') return '';
  const query = new URLSearchParams(search);
  const given = [...query];
  for (const [name, value] of given) {
    const isVariant =
      (VARIANT_PARAMETER.test(name) && FLAG.test(value)) ||
      (/^outputtype$/i.test(name) && /^amp$/i.test(value)) ||
      // Blogger's mobile pages; elsewhere m may be anything.
      (name === 'm' && FLAG.test(value) && /\.html$/i.test(pathname));
    const isWay = WAY_PARAMETER.test(name) && WAY.test(value);
    // Alone it may be what names the article.
    const isSession = /^s(?:id)?$/i.test(name) && /^[\da-f]{32}$/i.test(value) && given.length > 1;
    if (isTrackingParameter(name) || isVariant || isWay || isSession) query.delete(name);
  }
  query.sort();
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

function plainPath(pathname: string, isWithoutQuery: boolean): string {
  let path = pathname
    .replace(/;(?:jsessionid|phpsessid|sid)=[^/;]*/gi, '')
    .replace(/%[0-9a-f]{2}/gi, (code) => {
      const sign = String.fromCharCode(parseInt(code.slice(1), 16));
      return /[\w.~-]/.test(sign) ? sign : code.toUpperCase();
    })
    .replace(/\/{2,}/g, '/');
  for (let before = ''; path !== before;) {
    before = path;
    path = withoutAmp(path);
    if (isWithoutQuery) path = path.replace(FOLDER_PAGE, '/');
    // Doubled ones are single by now.
    if (path.endsWith('/') && path !== '/') path = path.slice(0, -1);
  }
  return path;
}

/** Without what makes a path that of an AMP page: `/amp/…`, `….amp`, `….amp.html`, `…/amp`. */
function withoutAmp(path: string): string {
  const plain = path.replace(/^\/amp(?=\/.)/i, '').replace(/\.amp(?=(?:\.html?)?$)/i, '');
  const before = /^(.*\/([^/]+))\/amp(?:\.html?)?$/i.exec(plain);
  // Behind a month or a day it is an article of that name.
  return before === null || /^\d{1,4}$/.test(before[2] ?? '') ? plain : (before[1] ?? plain);
}
