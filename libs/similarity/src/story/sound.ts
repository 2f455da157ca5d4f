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

/** Letters are A-Z and a-z: six bits from 'A' on. */
const CODES = 64;
const FIRST = 65;
const replaceCosts = new Float64Array(CODES * CODES).fill(1);
const dropCosts = new Float64Array(CODES).fill(DROP_COST);
const code = (letter: string): number => letter.charCodeAt(0) - FIRST;
for (let i = 0; i < CODES; i++) replaceCosts[i * CODES + i] = 0;
for (const a of VOWELS) for (const b of VOWELS) if (a !== b) replaceCosts[code(a) * CODES + code(b)] = VOWEL_COST;
for (const entry of NEAR) {
  for (const b of entry.slice(2)) {
    replaceCosts[code(entry) * CODES + code(b)] = NEAR_COST;
    replaceCosts[code(b) * CODES + code(entry)] = NEAR_COST;
  }
}
for (const letter of `${VOWELS}g`) dropCosts[code(letter)] = WEAK_DROP_COST;

/** Longer words than this are compared by their beginnings. */
const MOST_LETTERS = 24;

function encode(sound: string): Uint8Array {
  const codes = new Uint8Array(Math.min(sound.length, MOST_LETTERS));
  for (let i = 0; i < codes.length; i++) codes[i] = sound.charCodeAt(i) - FIRST;
  return codes;
}

const WIDTH = MOST_LETTERS + 1;
const grid = new Float64Array(WIDTH * WIDTH);

/** How alike two sounds are: 1 for equal ones, 0 for those that have nothing in common. Symmetric. */
export function soundLikeness(a: Uint8Array, b: Uint8Array): number {
  const shorter = Math.min(a.length, b.length);
  const longer = Math.max(a.length, b.length);
  if (shorter === 0 || longer - shorter > longer / 2) return 0;
  grid[0] = 0;
  for (let j = 1; j <= b.length; j++) grid[j] = cell(j - 1) + drop(b, j - 1);
  for (let i = 1; i <= a.length; i++) {
    const row = i * WIDTH;
    const dropA = drop(a, i - 1);
    grid[row] = cell(row - WIDTH) + dropA;
    for (let j = 1; j <= b.length; j++) {
      const replaced = cell(row - WIDTH + j - 1) + (replaceCosts[(a[i - 1] ?? 0) * CODES + (b[j - 1] ?? 0)] ?? 1);
      const dropped = Math.min(cell(row - WIDTH + j) + dropA, cell(row + j - 1) + drop(b, j - 1));
      grid[row + j] = Math.min(replaced, dropped);
    }
  }
  const last = a.length * WIDTH + b.length;
  let distance = cell(last);
  for (let cut = 1; cut <= Math.min(ENDING, shorter - 1); cut++) {
    distance = Math.min(distance, cell(last - cut) + cut * ENDING_COST, cell(last - cut * WIDTH) + cut * ENDING_COST);
  }
  return Math.max(0, 1 - distance / shorter);
}

function cell(at: number): number {
  return grid[at] ?? 0;
}

function drop(codes: Uint8Array, at: number): number {
  return dropCosts[codes[at] ?? 0] ?? DROP_COST;
}

const VOICED = 'aeiouv';
const HISSING = 'sSzZC';

/** A sound prepared for comparing. */
export interface Sound {
  readonly text: string;
  /** Its letters as numbers. */
  readonly codes: Uint8Array;
  /** Sounds of different groups are never the same name: a cheap test before the comparison. */
  readonly group: string;
  /** Group and next two firm consonants, those that spelling leaves alone: the same for nearly all forms of a word. */
  readonly key: string;
}

/** News share their words: each sound is prepared once, and held once by all the articles that have it. */
const prepared = new Map<string, Sound>();
const MOST_PREPARED = 200_000;

export function prepareSound(text: string): Sound {
  let sound = prepared.get(text);
  if (!sound) {
    if (prepared.size >= MOST_PREPARED) prepared.clear();
    const group = groupOf(text);
    const firm = text.slice(1).replace(/[^bdlmnprt]/g, '');
    sound = { text, codes: encode(text), group, key: group + firm.slice(0, 2) };
    prepared.set(text, sound);
  }
  return sound;
}

function groupOf(text: string): string {
  const first = text.charAt(0);
  if (VOICED.includes(first)) return 'a';
  if (HISSING.includes(first)) return 's';
  return first === 'g' ? 'k' : first;
}
