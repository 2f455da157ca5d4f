/** Names by minutes east of UTC: the American ones as RFC 822 has them, others that mean one thing in feeds. */
const NAMES: Record<number, string> = {
  0: 'Z UT UTC GMT WET',
  60: 'WEST BST CET MEZ',
  120: 'CEST MESZ EET SAST',
  180: 'EEST MSK МСК TRT IDT EAT',
  240: 'MSD',
  300: 'PKT',
  420: 'WIB',
  480: 'HKT SGT',
  540: 'JST KST',
  600: 'AEST',
  660: 'AEDT',
  720: 'NZST',
  780: 'NZDT',
  [-180]: 'BRT ART',
  [-240]: 'EDT AST',
  [-300]: 'EST CDT',
  [-360]: 'CST MDT',
  [-420]: 'MST PDT',
  [-480]: 'PST',
};

const OFFSETS = new Map(
  Object.entries(NAMES).flatMap(([minutes, names]) => names.split(' ').map((name) => [name, Number(minutes)] as const)),
);

/** `+0300`, `+03:00`, `+3`, `GMT+3`, `UTC +05:30`, `-05`, perhaps with a name in brackets behind. */
const NUMERIC = /(?:(?:GMT|UTC|UT|Z) ?)?([+\-−]) ?(\d{1,2}):?(\d{2})?(?: ?\([^()]{0,60}\))?$/i;
/** A time of day, at the end. The last part of 2025-12-15 is no offset, for none stands before it. */
const CLOCK = /(?::\d{1,2}(?:[.,]\d{1,9})?|T\d{4,6}) ?(?:[AP]\.?M\.?)?$/i;
const NAMED = /(?<=[\d.\s])\(?(\p{Lu}{1,5})\)?$/u;

/** No zone is further from UTC. */
const MOST = 14 * 60;

/** Takes the zone off the end of a date that has a time of day. `offset` is undefined when it names none we know. */
export function splitZone(text: string): { rest: string; offset: number | undefined } {
  if (!/\d:?\d\d/.test(text)) return { rest: text, offset: undefined };
  const numeric = NUMERIC.exec(text);
  if (numeric && CLOCK.test(text.slice(0, numeric.index).trimEnd())) {
    const [, sign, hours = '', minutes = '0'] = numeric;
    const size = Number(hours) * 60 + Number(minutes);
    const offset = size > MOST ? undefined : sign === '+' ? size : -size;
    return { rest: text.slice(0, numeric.index).trim(), offset: offset === undefined ? undefined : offset + 0 };
  }
  const named = NAMED.exec(text);
  if (!named || /^[AP]M$/.test(named[1] ?? '')) return { rest: text, offset: undefined };
  return { rest: text.slice(0, named.index).trim(), offset: OFFSETS.get(named[1] ?? '') };
}
