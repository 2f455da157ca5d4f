import { LatinSpelling } from './spelling.js';

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

/** By code unit, up to the end of the Cyrillic block: one or two letters in a number, the first in its low byte. */
const cyrillicSounds = new Uint16Array(0x500);
for (const [letter, sound] of Object.entries(CYRILLIC)) {
  cyrillicSounds[letter.charCodeAt(0)] = sound.charCodeAt(0) | (sound.charCodeAt(1) << 8);
}

/** The letters of Russian and Ukrainian, and ў: a word with one of these is Cyrillic. */
const isCyrillic = new Uint8Array(cyrillicSounds.length);
for (const letter of 'абвгдежзийклмнопрстуфхцчшщъыьэюяёєіїґў') isCyrillic[letter.charCodeAt(0)] = 1;

const SMALL_A = 0x61;
const SMALL_Z = 0x7a;
const SMALL_D = 0x64;
const [SOUND_S = 0, SOUND_C = 0, SOUND_Z = 0] = Array.from('SCZ', (letter) => letter.charCodeAt(0));

/** The sound that is left of a code unit when its marks are taken off, or 0. */
function bareSound(unit: number): number {
  if ((unit >= SMALL_A && unit <= SMALL_Z) || unit === SOUND_S || unit === SOUND_C || unit === SOUND_Z) return unit;
  return unit < 0x80 ? 0 : (marked.get(unit) ?? bareOfMarked(unit));
}

/** Letters with marks that came up, by code unit. */
const marked = new Map<number, number>();

function bareOfMarked(unit: number): number {
  const first = String.fromCharCode(unit).normalize('NFD').charCodeAt(0);
  const bare = first < 0x80 ? bareSound(first) : 0;
  marked.set(unit, bare);
  return bare;
}

const latin = new LatinSpelling();
let soundBuffer = Buffer.alloc(64);

/** How a word of Latin or Cyrillic letters sounds, roughly: what a name keeps when it is written in the other script. */
export function soundOf(word: string): string {
  const lower = word.toLowerCase();
  if (soundBuffer.length < 2 * lower.length) soundBuffer = Buffer.alloc(4 * lower.length);
  const length = hasCyrillic(lower) ? soundOfCyrillic(lower) : soundOfLatin(lower);
  // Letters that stand twice sound once.
  let end = 0;
  for (let i = 0; i < length; i++) {
    const letter = soundBuffer[i] ?? 0;
    if (end === 0 || soundBuffer[end - 1] !== letter) soundBuffer[end++] = letter;
  }
  return soundBuffer.toString('latin1', 0, end);
}

function hasCyrillic(word: string): boolean {
  for (let i = 0; i < word.length; i++) {
    if (isCyrillic[word.charCodeAt(i)] === 1) return true;
  }
  return false;
}

/** Writes the sounds of a word's Cyrillic letters to the buffer; returns how many. */
function soundOfCyrillic(word: string): number {
  let end = 0;
  for (let i = 0; i < word.length; i++) {
    const sounds = cyrillicSounds[word.charCodeAt(i)] ?? 0;
    if (sounds === 0) continue;
    const first = sounds & 0xff;
    // дж is one sound.
    if (first === SOUND_Z && end > 0 && soundBuffer[end - 1] === SMALL_D) end--;
    soundBuffer[end++] = first;
    if (sounds > 0xff) soundBuffer[end++] = sounds >>> 8;
  }
  return end;
}

/** The same for Latin letters. */
function soundOfLatin(word: string): number {
  const length = latin.rewrite(word);
  if (soundBuffer.length < length) soundBuffer = Buffer.alloc(2 * length);
  let end = 0;
  for (let i = 0; i < length; i++) {
    const sound = bareSound(latin.units[i] ?? 0);
    if (sound !== 0) soundBuffer[end++] = sound;
  }
  return end;
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
