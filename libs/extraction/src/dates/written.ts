/** A date as it is written somewhere, before a year, an order or a zone is settled. */
export interface WrittenDate {
  /** Where it stands in the text it was read from, `[start, end)`. */
  start: number;
  end: number;
  /** The words themselves. */
  text: string;
  year?: number;
  /** 1..12 */
  month?: number;
  day?: number;
  /** Numeric and readable both ways: `month`/`day` hold the day-first reading. */
  ambiguous?: boolean;
  /** A numeric date that can be read one way only: evidence for the others of its page. */
  order?: 'day-first' | 'month-first';
  /** 1 = Monday; settles an ambiguous order. With a time of day and no more: the latest such day. */
  weekday?: number;
  /** "yesterday" = 1. */
  daysBack?: number;
  /** "3 hours ago" = 180. */
  minutesBack?: number;
  /** Minutes of the unit that `minutesBack` was counted in. */
  unit?: number;
  /** A time of day and nothing else: the latest such time not after the capture. */
  bare?: boolean;
  hour?: number;
  minute?: number;
  second?: number;
  /** Of the zone that the date names itself. */
  offsetMinutes?: number;
}
