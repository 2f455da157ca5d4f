import { findDates } from '../dates/find.js';
import { formatOffset, settleDate, type DateContext } from '../dates/resolve.js';
import type { WrittenDate } from '../dates/written.js';
import { utcOf, wallTimeOfUtc } from '../dates/zone.js';
import { CARD, DATE, RELATED } from '../html/flags.js';
import type { Page, TimeMark } from '../html/page.js';
import type { FoundDate } from '../types.js';
import { dateInAddress } from './address-date.js';
import type { Around } from './authors.js';
import { dateRoleOf, type DateRole } from './date-names.js';
import type { PageData } from './jsonld.js';
import { dateInState, offsetInState } from './state-dates.js';
import { datesBelow, saysUpdated, shownDates, type ShownDate } from './visible-dates.js';

/** All that dates are read from. */
export interface DateSources {
  page: Page;
  data: PageData;
  context: DateContext;
  url: URL | undefined;
  /** The page as it came: scripts and attributes are searched where nothing else tells. */
  html: string;
}

/** One value that claims to be the time of publication. */
interface Claim {
  method: string;
  written: WrittenDate;
  date: FoundDate;
}

const dayOf = ({ value }: FoundDate): string => value.slice(0, 10);

/** The first date of a value as attributes and data have it; a bare number is seconds or milliseconds since 1970. */
function writtenIn(value: string): WrittenDate | undefined {
  const number = /^\s*(\d{10}|\d{13})\s*$/.exec(value)?.[1];
  if (number !== undefined) {
    const wall = wallTimeOfUtc(Number(number) * (number.length === 10 ? 1000 : 1));
    return { start: 0, end: value.length, text: value, ...wall, offsetMinutes: 0 };
  }
  return findDates(value)[0];
}

function claimOf(method: string, value: string | undefined, context: DateContext): Claim[] {
  const written = value === undefined ? undefined : writtenIn(value);
  const date = written && settleDate(written, context);
  return date ? [{ method, written, date: { ...date, method } }] : [];
}

/** Values of meta elements for one role, the most trusted first. */
function metasFor(page: Page, role: DateRole): [string, string][] {
  return page.metas
    .flatMap(({ name, content }) => {
      const found = dateRoleOf(name);
      return found?.role === role ? [{ name, content, rank: found.rank }] : [];
    })
    .sort((a, b) => a.rank - b.rank)
    .map(({ name, content }) => [`meta:${name}`, content]);
}

const markedAs = (mark: TimeMark, role: DateRole): boolean =>
  mark.property !== undefined && dateRoleOf(mark.property)?.role === role;
const valueOf = (mark: TimeMark): string => mark.datetime ?? mark.text;
/** "Updated", in the mark itself, its class or the words before it. */
const isUpdate = (page: Page, mark: TimeMark): boolean => {
  if (markedAs(mark, 'modified') || /updat|modifi/i.test(mark.el.attribs['class'] ?? '')) return true;
  const words = page.blocks[mark.block]?.text ?? '';
  const at = mark.text === '' ? -1 : words.indexOf(mark.text);
  return at > 0 && saysUpdated(words.slice(Math.max(0, at - 40), at));
};

/** Values looked at; a page that has more is no article's. */
const MOST_CLAIMS = 60;

/** What machines are told: the page's data, its meta elements, its marks. In order of trust. */
function claimsOf({ page, data, context }: DateSources, around: Around): Claim[] {
  const near = page.times.filter((t) => t.block >= around.from && t.block <= around.to);
  const sources: [string, string | undefined][] = [
    ['json-ld', data.own?.datePublished],
    ...metasFor(page, 'published'),
    ...page.times
      .filter((t) => markedAs(t, 'published'))
      .map((t): [string, string] => [t.el.attribs['itemprop'] === undefined ? 'rdfa' : 'microdata', valueOf(t)]),
    ...near.filter((t) => !isUpdate(page, t)).map((t): [string, string] => ['time', valueOf(t)]),
    ['json-ld', data.page.published],
  ];
  return sources.slice(0, MOST_CLAIMS).flatMap(([method, value]) => claimOf(method, value, context));
}

/** So many other sources, all of one day, are believed against the page's JSON-LD. */
const OUTVOTED = 3;

/** The claim that is believed: the first, unless all others agree on another day; of one day, the one that knows the hour. */
function believed(claims: readonly Claim[], modified: string | undefined): Claim | undefined {
  let [first] = claims;
  if (first === undefined) return undefined;
  const others = claims.filter((c) => c.method !== first?.method);
  const [second] = others;
  if (
    second !== undefined &&
    dayOf(second.date) !== dayOf(first.date) &&
    new Set(others.map((c) => c.method)).size >= OUTVOTED &&
    others.every((c) => dayOf(c.date) === dayOf(second.date)) &&
    dayOf(second.date) !== modified?.slice(0, 10)
  )
    first = second;
  if (first.date.precision !== 'day') return first;
  const day = dayOf(first.date);
  return claims.find((c) => c.date.precision !== 'day' && dayOf(c.date) === day) ?? first;
}

/**
 * When the article was published: by its data, its meta elements, its mark-up, the visible page, the state of its
 * scripts, its address; at last, when it was changed.
 * @param around where the headline and the byline stand
 * @param last the last block of the text
 */
export function publishedDate(sources: DateSources, around: Around, last: number): FoundDate | undefined {
  const { page, context, url } = sources;
  const seen = shownDates(page, around);
  const addressed = url && dateInAddress(url);
  const claim = believed(claimsOf(sources, around), sources.data.own?.dateModified);
  if (claim) return refined(claim, seen, addressed, sources);
  const shown = firstShown(
    [...seen, ...datesBelow(page, last).filter((s) => s.written.year !== undefined)],
    addressed,
    context,
  );
  return shown ?? hiddenDate(sources, addressed) ?? changedDate(sources);
}

/** When a page that tells no article of its own was published, or the day that it says it is of. */
export function pageDate(sources: DateSources): FoundDate | undefined {
  const { page, context, url } = sources;
  const outside = (flags: number): boolean => (flags & (CARD | RELATED)) === 0;
  const [claim] = claimsOf(
    { ...sources, page: { ...page, times: page.times.filter(outsideOf(page, outside)) } },
    {
      from: 0,
      to: page.blocks.length,
    },
  );
  if (claim) return claim.date;
  const addressed = url && dateInAddress(url);
  const shown = page.blocks
    .filter((b) => b.flags & DATE && outside(b.flags) && b.text.length < 100)
    .slice(0, MOST_CLAIMS)
    .flatMap((b) => findDates(b.text))
    .filter((d) => d.year !== undefined)
    .map((written) => ({ written, updated: false }));
  return firstShown(shown, addressed, context) ?? hiddenDate(sources, addressed) ?? changedDate(sources);
}

const outsideOf =
  (page: Page, outside: (flags: number) => boolean) =>
  (t: TimeMark): boolean =>
    outside(page.blocks[t.block]?.flags ?? 0);

function firstShown(
  seen: readonly ShownDate[],
  addressed: WrittenDate | undefined,
  context: DateContext,
): FoundDate | undefined {
  for (const { written } of seen) {
    // Without a year it is the address's day or some other event's.
    if (written.year === undefined && addressed && written.month !== addressed.month) continue;
    const date = settleDate(written, context, written.year ?? addressed?.year);
    if (date) return { ...date, method: 'visible' };
  }
  return undefined;
}

/** The day of the address, with the hour that scripts or attributes give it; without an address, what these say. */
function hiddenDate(sources: DateSources, addressed: WrittenDate | undefined): FoundDate | undefined {
  const { context, html } = sources;
  const day = addressed && settleDate(addressed, context);
  const [hidden] = claimOf('script', dateInState(html), context);
  if (hidden && (day === undefined || dayOf(hidden.date) === day.value)) return hidden.date;
  return day && { ...day, method: 'url' };
}

function changes({ page, data }: DateSources): [string, string | undefined][] {
  return [
    ['json-ld:dateModified', data.own?.dateModified],
    ...metasFor(page, 'modified'),
    ...page.times
      .filter((t) => markedAs(t, 'modified'))
      .map((t): [string, string] => ['microdata:dateModified', valueOf(t)]),
    ['json-ld:dateModified', data.page.modified],
  ];
}

function changedDate(sources: DateSources): FoundDate | undefined {
  for (const [method, value] of changes(sources)) {
    const [claim] = claimOf(method, value, sources.context);
    if (claim) return claim.date;
  }
  return undefined;
}

/** When the article was last changed. */
export const modifiedDate = (sources: DateSources): string | undefined => changedDate(sources)?.value;

/** No zone is further from UTC, and few are not whole hours from it; minutes. */
const HALF_DAY = 14 * 60;
const ODD_OFFSETS = new Set([-210, -150, 210, 270, 330, 345, 390, 570, 630]);

/**
 * What the visible date adds to one of the page's data: the time of day to a mere day, and the page's own zone to an
 * instant in UTC that readers saw on another day.
 */
function refined(
  { date, written }: Claim,
  seen: readonly ShownDate[],
  addressed: WrittenDate | undefined,
  sources: DateSources,
): FoundDate {
  const { context } = sources;
  const midnight = written.hour === undefined || (written.hour === 0 && written.minute === 0 && !written.second);
  if (midnight) {
    const timed = seen.find(
      ({ written: s, updated }) =>
        !updated && s.hour !== undefined && s.daysBack === undefined && !(s.hour === 0 && s.minute === 0),
    );
    const settled = timed && settleDate(timed.written, context, written.year);
    return settled && settled.value.slice(0, 10) === dayOf(date) ? { ...settled, method: 'visible' } : date;
  }
  if (written.offsetMinutes !== 0 || context.timeZone !== undefined) return date;
  const instant = Date.parse(date.value);
  const offset = shownOffset(instant, seen, written) ?? dayOffset(instant, seen, addressed, sources);
  if (offset === undefined) return date;
  const local = new Date(instant + offset * 60_000).toISOString().slice(0, 19);
  // The instant is the same; only a day that readers saw as another is worth leaving the page's own words.
  if (local.slice(0, 10) === dayOf(date)) return date;
  return { ...date, value: `${local}${formatOffset(offset)}`, zone: 'page' };
}

/** The offset that a visible time of the same minute proves. */
function shownOffset(instant: number, seen: readonly ShownDate[], written: WrittenDate): number | undefined {
  for (const { written: shown } of seen) {
    const { hour, month, day } = shown;
    if (hour === undefined || month === undefined || day === undefined || shown.offsetMinutes !== undefined) continue;
    const year = shown.year ?? written.year ?? 0;
    const wall = { year, month, day, hour, minute: shown.minute ?? 0, second: 0 };
    const offset = Math.round(utcOf(wall) / 60_000) - Math.floor(instant / 60_000);
    if (offset === 0 || Math.abs(offset) > HALF_DAY || (offset % 60 !== 0 && !ODD_OFFSETS.has(offset))) continue;
    return offset;
  }
  return undefined;
}

/** The offset at which the instant falls on the day that readers or the address see, where the page proves it elsewhere. */
function dayOffset(
  instant: number,
  seen: readonly ShownDate[],
  addressed: WrittenDate | undefined,
  { context, html }: DateSources,
): number | undefined {
  const utcDay = new Date(instant).toISOString().slice(0, 10);
  for (const { year, month, day } of [
    ...seen.filter((s) => !s.updated).map((s) => s.written),
    ...(addressed ? [addressed] : []),
  ]) {
    if (year === undefined || month === undefined || day === undefined) continue;
    const away = Date.UTC(year, month - 1, day) - Date.parse(utcDay);
    if (Math.abs(away) !== DAY_MS) continue;
    const { pageOffset } = context;
    if (pageOffset !== undefined && new Date(instant + pageOffset * 60_000).getUTCDate() === day) return pageOffset;
    return offsetInState(html, instant, { year, month, day });
  }
  return undefined;
}

const DAY_MS = 86_400_000;
