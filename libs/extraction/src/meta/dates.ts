import { findDates } from '../dates/find.js';
import { formatOffset, settleDate, type DateContext, type SettledDate } from '../dates/resolve.js';
import type { WrittenDate } from '../dates/written.js';
import { utcOf, wallTimeOfUtc } from '../dates/zone.js';
import { DATE, RELATED } from '../html/flags.js';
import type { Page } from '../html/page.js';
import type { FoundDate } from '../types.js';
import type { Around } from './authors.js';
import type { LinkedData } from './jsonld.js';
import type { Head } from './read.js';

const PUBLISHED = [
  'article:published_time',
  'og:article:published_time',
  'article:published',
  'datepublished',
  'og:published_time',
  'date',
  'dc.date',
  'dc.date.issued',
  'dcterms.issued',
  'dcterms.created',
  'dcterms.date',
  'pubdate',
  'publish_date',
  'publish-date',
  'publishdate',
  'publication_date',
  'parsely-pub-date',
  'sailthru.date',
  'cxenseparse:recs:publishtime',
  'cxenseparse:publishtime',
  'published',
  'published_at',
  'date.publish',
  'datecreated',
  'article:create_at',
  'article_date_original',
  'originalpublicationdate',
  'release_date',
];
const MODIFIED = [
  'article:modified_time',
  'og:updated_time',
  'article:modified',
  'datemodified',
  'last-modified',
  'dcterms.modified',
  'article:updated',
];

/** The first date of a value as attributes and data have it; a bare number is seconds or milliseconds since 1970. */
function writtenIn(value: string): WrittenDate | undefined {
  const number = /^\s*(\d{10}|\d{13})\s*$/.exec(value)?.[1];
  if (number !== undefined) {
    const wall = wallTimeOfUtc(Number(number) * (number.length === 10 ? 1000 : 1));
    return { start: 0, end: value.length, text: value, ...wall, offsetMinutes: 0 };
  }
  return findDates(value)[0];
}

/** When the article was published: its data, its meta elements, its mark-up, the visible page, its address. */
export function publishedDate(
  page: Page,
  head: Head,
  data: LinkedData | undefined,
  context: DateContext,
  around: Around,
  url: URL | undefined,
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
  const seen = visibleDates(page, around);
  const settled = candidates.flatMap(([method, value]) => {
    const written = value === undefined ? undefined : writtenIn(value);
    const date = written && settleDate(written, context);
    return written && date ? [{ written, date: { ...date, method } }] : [];
  });
  const [first] = settled;
  if (first) {
    // The same day with the hour says more.
    const timed = settled.find(
      ({ date }) => date.precision !== 'day' && date.value.slice(0, 10) === first.date.value.slice(0, 10),
    );
    const { written, date } = first.date.precision === 'day' ? (timed ?? first) : first;
    return refine(date, written, seen, context);
  }
  const addressed = url && dateInAddress(url);
  for (const written of seen) {
    // Without a year it is the address's day or some other event's.
    if (written.year === undefined && addressed && written.month !== addressed.month) continue;
    const date = settleDate(written, context, written.year ?? addressed?.year);
    if (date) return { ...date, method: 'visible' };
  }
  const day = addressed && settleDate(addressed, context);
  return day && { ...day, method: 'url' };
}

export function modifiedDate(head: Head, data: LinkedData | undefined, context: DateContext): string | undefined {
  for (const value of [data?.dateModified, ...MODIFIED.map((name) => head.first(name))]) {
    const written = value === undefined ? undefined : writtenIn(value);
    const settled = written && settleDate(written, context);
    if (settled) return settled.value;
  }
  return undefined;
}

/** Dates shown around the headline, the likeliest first: with a year, a time, in a box for dates. */
function visibleDates(page: Page, { from, to }: Around): WrittenDate[] {
  const found: { written: WrittenDate; rank: number }[] = [];
  for (let i = from; i <= to; i++) {
    const block = page.blocks[i];
    if (!block || block.text.length > 200 || block.flags & RELATED || block.heading === 1) continue;
    for (const written of findDates(block.text)) {
      const named = (block.flags & DATE) !== 0;
      if (!named && written.end - written.start < block.text.length * 0.2) continue;
      const rank = (written.year === undefined ? 0 : 4) + (written.hour === undefined ? 0 : 2) + (named ? 1 : 0);
      found.push({ written, rank: rank - found.length * 0.1 });
    }
  }
  return found.sort((a, b) => b.rank - a.rank).map((f) => f.written);
}

/** No zone is further from UTC, and few are not whole hours from it; minutes. */
const HALF_DAY = 14 * 60;
const ODD_OFFSETS = new Set([-210, -150, 210, 270, 330, 345, 390, 570, 630]);

/**
 * What the visible date adds to one of the page's data: the time of day to a mere day, and the page's own zone to an
 * instant in UTC (the same minute shown in local time tells the offset).
 */
function refine(date: FoundDate, written: WrittenDate, seen: readonly WrittenDate[], context: DateContext): FoundDate {
  const midnight = written.hour === undefined || (written.hour === 0 && written.minute === 0 && !written.second);
  if (midnight) {
    const timed = seen.find(
      (s) => s.hour !== undefined && s.daysBack === undefined && !(s.hour === 0 && s.minute === 0),
    );
    const settled: SettledDate | undefined = timed && settleDate(timed, context, written.year);
    if (settled && settled.value.slice(0, 10) === date.value.slice(0, 10)) return { ...settled, method: 'visible' };
    return date;
  }
  if (written.offsetMinutes !== 0 || context.timeZone !== undefined) return date;
  const instant = Date.parse(date.value);
  for (const shown of seen) {
    if (
      shown.hour === undefined ||
      shown.month === undefined ||
      shown.day === undefined ||
      shown.offsetMinutes !== undefined
    )
      continue;
    const wall = {
      year: shown.year ?? written.year ?? 0,
      month: shown.month,
      day: shown.day,
      hour: shown.hour,
      minute: shown.minute ?? 0,
      second: 0,
    };
    const offset = Math.round(utcOf(wall) / 60_000) - Math.floor(instant / 60_000);
    if (offset === 0 || Math.abs(offset) > HALF_DAY || (offset % 60 !== 0 && !ODD_OFFSETS.has(offset))) continue;
    const local = new Date(instant + offset * 60_000).toISOString().slice(0, 19);
    // The instant is the same; only a day that readers saw as another is worth leaving the page's own words.
    if (local.slice(0, 10) === date.value.slice(0, 10)) return date;
    return { ...date, value: `${local}${formatOffset(offset)}`, zone: 'page' };
  }
  return date;
}

/** The day that an address names: `/2025/12/15/`, `/2025-12-15-`, `20251215`. */
export function dateInAddress(url: URL): WrittenDate | undefined {
  const found = /(?:^|[/_-])((?:19|20)\d\d)([/_-]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?:[/_-]|\D|$)/.exec(
    url.pathname,
  );
  if (!found) return undefined;
  const [text, year, , month, day] = found;
  return {
    start: found.index,
    end: found.index + text.length,
    text,
    year: Number(year),
    month: Number(month),
    day: Number(day),
  };
}
