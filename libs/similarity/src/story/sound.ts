/** Cyrillic letters by sound, in the alphabet that Latin words are folded to as well. */
const CYRILLIC: Record<string, string> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  ґ: 'g',
  д: 'd',
  е: 'e',
  є: 'e',
  ё: 'e',
  ж: 'Z',
  з: 'z',
  и: 'i',
  і: 'i',
  ї: 'i',
  й: 'i',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ў: 'v',
  ф: 'f',
  х: 'g',
  ц: 'ts',
  ч: 'C',
  ш: 'S',
  щ: 'S',
  ъ: '',
  ы: 'i',
  ь: '',
  э: 'e',
  ю: 'u',
  я: 'a',
  ј: 'i',
  љ: 'l',
  њ: 'n',
  џ: 'Z',
  ђ: 'Z',
  ћ: 'C',
};

/** Latin spellings by sound, longest first; English above all, since that is what names are transliterated from. */
const LATIN: readonly (readonly [RegExp, string])[] = [
  [/sch|tsch|sh|ş|š/g, 'S'],
  [/tch|ch|č|ć/g, 'C'],
  [/zh|ž/g, 'Z'],
  [/kh/g, 'g'],
  [/ph/g, 'f'],
  [/th/g, 't'],
  [/gh(?=[^aeiou]|$)/g, ''],
  [/ck|q/g, 'k'],
  [/x/g, 'ks'],
  [/tion/g, 'tsia'],
  [/c(?=[eiy])/g, 's'],
  [/c/g, 'k'],
  [/dj|dg(?=[ei])|j/g, 'Z'],
  [/oo|ou/g, 'u'],
  [/ee|ea/g, 'i'],
  [/w/g, 'v'],
  [/h/g, 'g'],
  [/y/g, 'i'],
];

/** Marks that decomposing splits off a letter. */
const MARKS = /\p{M}+/gu;
const NOT_SOUND = /[^a-zSCZ]/g;

/** How a word of Latin or Cyrillic letters sounds, roughly: what a name keeps when it is written in the other script. */
export function soundOf(word: string): string {
  const lower = word.toLowerCase();
  let sound = '';
  if (/[а-яёєіїґў]/.test(lower)) {
    for (const letter of lower) sound += CYRILLIC[letter] ?? '';
    sound = sound.replace(/dZ/g, 'Z');
  } else {
    sound = lower;
    for (const [spelling, value] of LATIN) sound = sound.replace(spelling, value);
    sound = sound.normalize('NFD').replace(MARKS, '');
  }
  return sound.replace(NOT_SOUND, '').replace(/(.)\1+/g, '$1');
}

const VOWELS = 'aeiou';
/** Sounds that one script's spelling exchanges for another's. */
const NEAR = 's:zSCZ z:sZ S:sCZ C:sSk Z:zSCgi b:vp p:b v:bfuo f:vt u:v o:v k:gC g:kZ t:df d:t i:Z'.split(' ');
const NEAR_COST = 0.4;
const VOWEL_COST = 0.3;
/** Silent letters and vowels come and go. */
const WEAK_DROP_COST = 0.4;
const DROP_COST = 0.8;
/** Endings change with the grammar: up to three letters at the end cost little. */
const ENDING = 3;
const ENDING_COST = 0.25;

/** The alphabet of sounds as numbers below 32, so that the table of costs stays in the nearest cache. */
const ALPHABET = 'abcdefghijklmnopqrstuvwxyzSCZ';
const CODES = 32;
const FOREIGN = CODES - 1;
const replaceCosts = new Float64Array(CODES * CODES).fill(1);
const dropCosts = new Float64Array(CODES).fill(DROP_COST);
const code = (letter: string): number => ALPHABET.indexOf(letter);
for (let i = 0; i < CODES; i++) replaceCosts[i * CODES + i] = 0;
for (const a of VOWELS) for (const b of VOWELS) if (a !== b) replaceCosts[code(a) * CODES + code(b)] = VOWEL_COST;
for (const entry of NEAR) {
  const a = entry.charAt(0);
  for (const b of entry.slice(2)) {
    replaceCosts[code(a) * CODES + code(b)] = NEAR_COST;
    replaceCosts[code(b) * CODES + code(a)] = NEAR_COST;
  }
}
for (const letter of `${VOWELS}g`) dropCosts[code(letter)] = WEAK_DROP_COST;

const codeOfUnit = new Uint8Array(128).fill(FOREIGN);
for (const letter of ALPHABET) codeOfUnit[letter.charCodeAt(0)] = code(letter);

/** Longer words than this are compared by their beginnings. */
export const MOST_LETTERS = 24;

/** The letters of a sound as numbers, written from `at` on; returns how many. */
export function encodeSound(sound: string, codes: Uint8Array, at: number): number {
  const length = Math.min(sound.length, MOST_LETTERS);
  for (let i = 0; i < length; i++) codes[at + i] = codeOfUnit[sound.charCodeAt(i)] ?? FOREIGN;
  return length;
}

/** Less alike sounds are chance, and count as having nothing in common. */
export const LEAST_LIKENESS = 0.68;
/** Sums of costs are rounded: what is so little over the limit may be under it. */
const ROUNDING = 1e-6;

/** Costs of making the letters of one sound so far into the first 0, 1, 2 … letters of the other. */
const costs = new Float64Array(MOST_LETTERS + 1);
const NONE = -1;

/**
 * How alike two sounds are that begin at these places: 1 for equal ones, 0 for those less alike than `LEAST_LIKENESS`.
 * Symmetric. A weighted edit distance; since costs only grow, what costs more than the least likeness allows is not followed
 * further: of each row only the columns from `low` to `high` are, and for most pairs none after three letters.
 */
export function soundLikeness(codes: Uint8Array, a: number, aLength: number, b: number, bLength: number): number {
  const shorter = aLength < bLength ? aLength : bLength;
  const longer = aLength < bLength ? bLength : aLength;
  if (shorter === 0 || longer - shorter > longer / 2) return 0;
  const most = (1 - LEAST_LIKENESS) * shorter + ROUNDING;
  const endings = Math.min(ENDING, shorter - 1);
  let distance = Infinity;
  let low = 0;
  let high = 0;
  for (let j = 0, cost = 0; j <= bLength && cost <= most; j++) {
    costs[j] = cost;
    high = j;
    cost += dropCosts[codes[b + j] ?? FOREIGN] ?? DROP_COST;
  }
  for (let i = 1; i <= aLength; i++) {
    const letter = codes[a + i - 1] ?? FOREIGN;
    const replace = letter * CODES;
    const drop = dropCosts[letter] ?? DROP_COST;
    let diagonal = Infinity;
    let left = Infinity;
    let from = low;
    let nextLow = NONE;
    let nextHigh = NONE;
    if (low === 0) {
      diagonal = costs[0] ?? 0;
      left = diagonal + drop;
      costs[0] = left;
      from = 1;
      if (left <= most) nextLow = nextHigh = 0;
    }
    for (let j = from; j <= bLength; j++) {
      const other = codes[b + j - 1] ?? FOREIGN;
      const above = j <= high ? (costs[j] ?? 0) : Infinity;
      const droppedOther = left + (dropCosts[other] ?? DROP_COST);
      left = diagonal + (replaceCosts[replace + other] ?? 1);
      if (above + drop < left) left = above + drop;
      if (droppedOther < left) left = droppedOther;
      costs[j] = left;
      diagonal = above;
      if (left <= most) {
        if (nextLow === NONE) nextLow = j;
        nextHigh = j;
      } else if (j > high) break;
    }
    const cut = aLength - i;
    if (nextHigh === bLength && cut <= endings)
      distance = Math.min(distance, (costs[bLength] ?? 0) + cut * ENDING_COST);
    low = nextLow;
    high = nextHigh;
    if (low === NONE) break;
  }
  for (let cut = 1; cut <= endings; cut++) {
    const j = bLength - cut;
    if (low !== NONE && j >= low && j <= high) distance = Math.min(distance, (costs[j] ?? 0) + cut * ENDING_COST);
  }
  const likeness = 1 - distance / shorter;
  return likeness < LEAST_LIKENESS ? 0 : likeness;
}

const VOICED = 'aeiouv';
const HISSING = 'sSzZC';

/** Sounds of different groups are never the same name: a cheap test before the comparison. */
export function groupOf(sound: string): string {
  const first = sound.charAt(0);
  if (VOICED.includes(first)) return 'a';
  if (HISSING.includes(first)) return 's';
  return first === 'g' ? 'k' : first;
}

/** Group and next two firm consonants, those that spelling leaves alone: the same for nearly all forms of a word. */
export function keyOf(sound: string): string {
  const firm = sound.slice(1).replace(/[^bdlmnprt]/g, '');
  return groupOf(sound) + firm.slice(0, 2);
}
