/**
 * Addresses taken apart as text: the bonus of a story is asked for a dozen times per article, and parsing an address into a
 * `URL` each time would cost more than comparing the texts.
 */
const HTTP = /^https?:\/\/(?:[^/?#@]*@)?([^/?#:]+)(?::\d+)?([^?#]*)(?:\?([^#]*))?/i;

interface Address {
  host: string;
  path: string;
  query: string;
}

function takeApart(url: string): Address | undefined {
  const match = HTTP.exec(url);
  if (!match) return undefined;
  return { host: (match[1] ?? '').toLowerCase(), path: match[2] ?? '', query: match[3] ?? '' };
}

/** Names under which countries register sites by kind: `co.uk`, `com.ua`, `gov.in`, and by region: `kyiv.ua`. */
const SECOND_LEVEL =
  /^(?:com?|net|org|gov|gob|gouv|govt|edu|ac|mil|info|biz|nom|ne|or|go|web|in|kyiv|kiev|lviv|kharkov|kharkiv|odesa|odessa|dnipro|msk|spb)$/;

/**
 * The name somebody registered: the last two of a host name, or three where a country registers by kind. A rule, not the
 * list of public suffixes: what hangs on it is a part of a bonus, and a wrong answer costs at most that.
 */
function siteOf(host: string): string {
  const names = host.replace(/\.$/, '').split('.');
  const last = names.at(-1) ?? '';
  if (/^\d*$/.test(last) || names.length < 3) return host;
  const byKind = last.length === 2 && SECOND_LEVEL.test(names.at(-2) ?? '');
  return names.slice(byKind ? -3 : -2).join('.');
}

/** The registrable site of an http(s) address; undefined for any other. */
export function siteOfUrl(url: string): string | undefined {
  const address = takeApart(url);
  return address && siteOf(address.host);
}

/** Shorter numbers are pages, sections and years. */
const LONG_NUMBER = /\d{5,}/g;
/** 20261125, 202611: when an article came, not which one it is. */
const DATE = /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-3]\d)?$/;
/** A slug says which story it is from three words on, or two long ones; a section's name has fewer. */
const MIN_SLUG_WORDS = 3;
const MIN_SLUG_LETTERS = 16;

/** What in an article's address tells which article it is: long numbers (not dates), and the words of its last part. */
export function marksOfAddress(url: string): Set<string> {
  const marks = new Set<string>();
  const address = takeApart(url);
  if (!address) return marks;
  const parts = address.path.split('/').filter((part) => part !== '');
  // The number stands in the last part or next to it ("/12345/amp"); what comes before are sections, which have numbers too.
  for (const part of parts.slice(-2)) addNumbers(marks, part);
  for (const pair of address.query.split('&')) {
    const value = pair.slice(pair.indexOf('=') + 1);
    if (/^\d+$/.test(value)) addNumbers(marks, value);
  }
  const words = (parts.at(-1) ?? '')
    .toLowerCase()
    .replace(/\.[a-z]{2,5}$/, '')
    .split(/[-_+]/)
    .filter((word) => word !== '' && !/^\d+$/.test(word));
  const slug = words.join('-');
  if (words.length >= MIN_SLUG_WORDS || (words.length === 2 && slug.length >= MIN_SLUG_LETTERS)) marks.add(slug);
  return marks;
}

function addNumbers(marks: Set<string>, part: string): void {
  for (const [number] of part.matchAll(LONG_NUMBER)) if (!DATE.test(number)) marks.add(number);
}

/** Query parameters that choose a size, format or signature of one picture. */
const IMAGE_VARIANT =
  /^(?:w|h|width|height|size|sz|s|sig|signature|hash|token|q|quality|fit|crop|resize|rect|fm|format|auto|dpr|fp-[xyz]|v|ver|version|strip|ssl|mode|imwidth|imheight)$/i;
/** A part of a path that is nothing but sizes and treatments: `640x360`, `w_640,c_fill`, `fit-in`, `thumb`. */
const SIZE_PART =
  /^(?:\d{2,4}x\d{2,4}|[wh]\d{2,4}|\d{2,4}[wh]|(?:width|height|size)[-_]?\d{2,4}|[a-z]{1,2}_[\w.:-]+(?:,[a-z]{1,2}_[\w.:-]+)*|fit-in|smart|resize|crop|thumbs?|thumbnails?|small|medium|large|original)$/i;
/** The same at the end of a file's name: `-640x360`, `_w640`, `@2x`. */
const SIZE_END = /(?:[-_](?:\d{2,4}x\d{2,4}|[wh]\d{2,4}|\d{2,4}w|scaled|thumb|small|medium|large)|@[23]x)+$/i;
/** Emblems and stand-ins, which all articles of a site share. */
const EMBLEM =
  /(?:^|[^a-z])(?:logo|default|placeholder|no-?(?:image|photo)|blank|stub|og-?image|share-?image|favicon|avatar|icon|sprite|pixel)(?:[^a-z]|$)/i;

/**
 * What is the same for all sizes of a picture: its site, and its path without sizes and file format. Undefined for what is
 * no http(s) address, and for emblems.
 */
export function pictureOf(url: string): string | undefined {
  const address = takeApart(url);
  if (!address) return undefined;
  const parts = address.path.split('/').filter((part) => part !== '' && !SIZE_PART.test(part));
  const file = parts.pop();
  if (file === undefined || EMBLEM.test(file)) return undefined;
  const name = file.replace(/(?:\.(?:jpe?g|png|webp|avif|gif))+$/i, '').replace(SIZE_END, '');
  const query = address.query.split('&').filter((pair) => pair !== '' && !IMAGE_VARIANT.test(pair.split('=')[0] ?? ''));
  return `${siteOf(address.host)}/${[...parts, name].join('/')}?${query.join('&')}`;
}
