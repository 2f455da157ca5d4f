import type { WrittenDate } from '../dates/written.js';

/** Year first, two digits each: `/2025/12/15/`, `/2025-12-15-`, `20251215`, `/2025/1215/`. */
const YEAR_FIRST =
  /(?:^|[/_-])((?:19|20)\d\d)([/_-]?)(0[1-9]|1[0-2])(?:\2|(?<=\/\d\d))(0[1-9]|[12]\d|3[01])(?:[/_-]|\D|$)/;
/** Year first with digits left out, between slashes: `/2025/2/7/`. */
const SHORT = /\/((?:19|20)\d\d)\/(1[0-2]|[1-9])\/(3[01]|[12]\d|[1-9])(?:\/|$)/;
/** Day first: `/15/12/2025/`, `-15-12-2025`. Which is the month is known only where the other can't be one. */
const DAY_FIRST = /(?:^|[/_-])(1[3-9]|2\d|3[01])([/_.-])(0[1-9]|1[0-2])\2((?:19|20)\d\d)(?:[/_-]|\D|$)/;

/** The day that an address names. */
export function dateInAddress(url: URL): WrittenDate | undefined {
  const path = url.pathname;
  const yearFirst = YEAR_FIRST.exec(path);
  if (yearFirst) return dated(yearFirst, yearFirst[1], yearFirst[3], yearFirst[4]);
  const short = SHORT.exec(path);
  if (short) return dated(short, short[1], short[2], short[3]);
  const dayFirst = DAY_FIRST.exec(path);
  return dayFirst ? dated(dayFirst, dayFirst[4], dayFirst[3], dayFirst[1]) : undefined;
}

function dated(
  { 0: text, index }: RegExpExecArray,
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
): WrittenDate {
  return {
    start: index,
    end: index + text.length,
    text,
    year: Number(year),
    month: Number(month),
    day: Number(day),
  };
}
