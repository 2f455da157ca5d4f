import { findDates } from '../dates/find.js';
import type { WrittenDate } from '../dates/written.js';

/**
 * A value in a script's state, a call or a `data-` attribute that is a time: `:"2026-03-09T…"`, `="1773000000"`,
 * `("2026/03/09 18:20")`. What it is called stands before it.
 */
const VALUE = /[:=(]\s{0,3}\\?["']?(\d{4}[-./]\d\d?[-./]\d\d?(?!\d)[^"'<\\]{0,25}|1\d{9}(?:\d{3})?\b)/g;
const NAME = /([a-z_-]{2,40})\\?["']?\s{0,3}$/i;
const LONGEST_NAME = 48;
const TIMELY = /date|time|stamp|dt|publi|creat/i;
/** Names that tell of something else than a first publication. */
const OTHER =
  /upd|modif|last|re[_-]?(?:deploy|pub)|start|begin|end|expir|valid|until|birth|event|now|current|today|server|build|render|cache|deploy[_-]?time|fetch|load|log|copyright|session|visit|request|response|token|poll/i;
/** Names that tell of a publication and not of any time. */
const FIRM = /publi|pub|creat|post|issue|release|deploy|display|regist/i;

/** The day of a value, whether written or counted in seconds or milliseconds. */
const dayIn = (value: string): string =>
  /^1\d{9}/.test(value) ? new Date(Number(value.slice(0, 10)) * 1000).toISOString().slice(0, 10) : value.slice(0, 10);

/**
 * When the page was published, as the state that its scripts begin with, or an attribute for scripts, has it. For pages
 * that say it nowhere else; undefined unless all such values agree on one day: a page that names more describes other
 * articles too, and nothing tells which is its own.
 */
export function dateInState(html: string): string | undefined {
  const values: { name: string; value: string }[] = [];
  for (const { 1: value = '', index } of html.slice(0, MOST_SEARCHED).matchAll(VALUE)) {
    const name = NAME.exec(html.slice(Math.max(0, index - LONGEST_NAME), index))?.[1] ?? '';
    if (TIMELY.test(name) && !OTHER.test(name)) values.push({ name, value: value.trim() });
    if (values.length > MOST_SEEN) break;
  }
  const firm = values.filter(({ name }) => FIRM.test(name));
  const named = (firm.length > 0 ? firm : values).map(({ value }) => value);
  if (new Set(named.map(dayIn)).size !== 1) return undefined;
  return named.find((v) => v.length > 10) ?? named[0];
}

/** Characters searched; the state of a page comes within them. */
const MOST_SEARCHED = 2_000_000;
/** Places looked at; pages with more name a day for every picture. */
const MOST_SEEN = 50;

const pad = (n: number): string => String(n).padStart(2, '0');

/**
 * The offset from UTC, in minutes, at which an instant falls on a day, proven by a script or attribute that writes that
 * day with the same minute. Undefined if none does.
 */
export function offsetInState(
  html: string,
  instant: number,
  day: { year: number; month: number; day: number },
): number | undefined {
  const iso = `${String(day.year)}-${pad(day.month)}-${pad(day.day)}`;
  for (let at = html.indexOf(iso), seen = 0; at >= 0 && seen < MOST_SEEN; at = html.indexOf(iso, at + 10), seen++) {
    const written: WrittenDate | undefined = findDates(html.slice(at, at + 25))[0];
    if (written?.hour === undefined || written.minute === undefined) continue;
    const wall = Date.UTC(day.year, day.month - 1, day.day, written.hour, written.minute, written.second ?? 0);
    const offset = Math.round((wall - instant) / 60_000);
    const exact = written.second === undefined || wall - instant === offset * 60_000;
    if (exact && offset !== 0 && Math.abs(offset) <= HALF_DAY && offset % QUARTER === 0) return offset;
  }
  return undefined;
}

/** No zone is further from UTC, and all are whole quarters of an hour from it; minutes. */
const HALF_DAY = 14 * 60;
const QUARTER = 15;
