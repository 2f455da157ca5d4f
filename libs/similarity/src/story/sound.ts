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
const NEAR: Record<string, string> = {
  s: 'zSCZ',
  z: 'sZ',
  S: 'sCZ',
  C: 'sSk',
  Z: 'zSCgi',
  b: 'vp',
  v: 'bfuo',
  f: 'vt',
  u: 'v',
  o: 'v',
  k: 'gC',
  g: 'kZ',
  t: 'd',
  d: 't',
  i: 'Z',
};

function replaceCost(a: string, b: string): number {
  if (a === b) return 0;
  if (VOWELS.includes(a) && VOWELS.includes(b)) return 0.3;
  return NEAR[a]?.includes(b) ? 0.4 : 1;
}

function dropCost(letter: string): number {
  return VOWELS.includes(letter) || letter === 'g' ? 0.4 : 0.8;
}

/** Endings change with the grammar: up to three letters at the end cost little. */
const ENDING = 3;
const ENDING_COST = 0.25;

/** How alike two sounds are: 1 for equal ones, 0 for those that have nothing in common. Symmetric. */
export function soundLikeness(a: string, b: string): number {
  if (a === b) return 1;
  const longer = Math.max(a.length, b.length);
  if (Math.abs(a.length - b.length) > longer / 2) return 0;
  let row = [0];
  for (let j = 1; j <= b.length; j++) row.push((row[j - 1] ?? 0) + dropCost(b.charAt(j - 1)));
  const lastColumn = [row[b.length] ?? 0];
  for (let i = 1; i <= a.length; i++) {
    const x = a.charAt(i - 1);
    const next = [(row[0] ?? 0) + dropCost(x)];
    for (let j = 1; j <= b.length; j++) {
      const y = b.charAt(j - 1);
      next.push(
        Math.min((row[j - 1] ?? 0) + replaceCost(x, y), (row[j] ?? 0) + dropCost(x), (next[j - 1] ?? 0) + dropCost(y)),
      );
    }
    row = next;
    lastColumn.push(row[b.length] ?? 0);
  }
  let distance = row[b.length] ?? 0;
  for (let cut = 1; cut <= ENDING; cut++) {
    distance = Math.min(
      distance,
      (row[b.length - cut] ?? Infinity) + cut * ENDING_COST,
      (lastColumn[a.length - cut] ?? Infinity) + cut * ENDING_COST,
    );
  }
  return Math.max(0, 1 - distance / Math.max(1, Math.min(a.length, b.length)));
}

/** Sounds of different groups are never the same word: a cheap test before the comparison. */
export function soundGroup(sound: string): string {
  const first = sound.charAt(0);
  if (VOWELS.includes(first) || first === 'v') return 'a';
  if ('sSzZC'.includes(first)) return 's';
  if (first === 'g' || first === 'k') return 'k';
  return first;
}
