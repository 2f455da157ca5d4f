import { BabelwireError } from '#libs/contracts';

/** A wall clock: what a date says without its zone. */
export interface WallTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

const MINUTE_MS = 60_000;
/** Building an Intl formatter costs about 50 µs and formatting 2 µs, so each zone's is kept. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    try {
      formatter = new Intl.DateTimeFormat('en-US', {
        timeZone,
        hourCycle: 'h23',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
      });
    } catch (cause) {
      throw new BabelwireError(
        'unknown-time-zone',
        'poison',
        `timeZone: "${timeZone.slice(0, 60)}" is not an IANA time zone; use a name like "Europe/Kyiv"`,
        { cause },
      );
    }
    formatters.set(timeZone, formatter);
  }
  return formatter;
}

/** Throws `unknown-time-zone` (poison) unless the runtime knows the zone. */
export function assertTimeZone(timeZone: string): void {
  formatterOf(timeZone);
}

/** What the clocks of a zone show at an instant (ms since 1970). */
export function wallTimeAt(instant: number, timeZone: string): WallTime {
  const wall: WallTime = { year: 1970, month: 1, day: 1, hour: 0, minute: 0, second: 0 };
  for (const { type, value } of formatterOf(timeZone).formatToParts(instant)) {
    if (type in wall) wall[type as keyof WallTime] = Number(value);
  }
  return wall;
}

export function utcOf(wall: WallTime): number {
  return Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second);
}

export function wallTimeOfUtc(instant: number): WallTime {
  const date = new Date(instant);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  };
}

/** Offsets already found, by zone and quarter of an hour (clocks change at no finer times). Emptied when full. */
const offsets = new Map<string, number>();
const QUARTER_MS = 900_000;
const MOST_OFFSETS = 5000;

/** Minutes east of UTC that a zone's clocks were set to when they showed this wall time. */
export function offsetOf(wall: WallTime, timeZone: string): number {
  const asUtc = utcOf(wall);
  const key = `${timeZone} ${Math.floor(asUtc / QUARTER_MS)}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  // Two steps settle it also on the days when the clocks change.
  let offset = 0;
  for (let step = 0; step < 2; step++) {
    const instant = asUtc - offset * MINUTE_MS;
    offset = Math.round((utcOf(wallTimeAt(instant, timeZone)) - Math.floor(instant / 1000) * 1000) / MINUTE_MS);
  }
  if (offsets.size >= MOST_OFFSETS) offsets.clear();
  offsets.set(key, offset);
  return offset;
}
