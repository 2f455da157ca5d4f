/**
 * What each UTF-16 code unit is to the word model: its script, and its lower-case form.
 *
 * Both are tables of 65,536 entries, filled once at load (about 10 ms): per-character regular expressions and
 * `toLowerCase()` (which may change the length of a text, and so its offsets) are too slow for a segmenter that must read
 * a million characters a second.
 */

/** Scripts that the detector tells apart. `Other` is a letter of a script that it has no languages for. */
export const Script = {
  None: 0,
  Latin: 1,
  Cyrillic: 2,
  Greek: 3,
  Armenian: 4,
  Hebrew: 5,
  Arabic: 6,
  Devanagari: 7,
  Georgian: 8,
  Han: 9,
  Kana: 10,
  Hangul: 11,
  Thai: 12,
  Bengali: 13,
  Tamil: 14,
  Ethiopic: 15,
  Other: 16,
} as const;
export type Script = (typeof Script)[keyof typeof Script];

/** ISO 15924 code of each script, by its number. */
export const ISO_15924: readonly (string | undefined)[] = [
  undefined,
  'Latn',
  'Cyrl',
  'Grek',
  'Armn',
  'Hebr',
  'Arab',
  'Deva',
  'Geor',
  'Hani',
  'Jpan',
  'Kore',
  'Thai',
  'Beng',
  'Taml',
  'Ethi',
  undefined,
];

/** Unicode blocks (first, last code unit) whose letters belong to a script. */
const BLOCKS: readonly (readonly [number, number, Script])[] = [
  [0x0041, 0x024f, Script.Latin],
  [0x0250, 0x02af, Script.Latin],
  [0x1e00, 0x1eff, Script.Latin],
  [0x2c60, 0x2c7f, Script.Latin],
  [0xa720, 0xa7ff, Script.Latin],
  [0xfb00, 0xfb06, Script.Latin],
  [0x0370, 0x03ff, Script.Greek],
  [0x1f00, 0x1fff, Script.Greek],
  [0x0400, 0x052f, Script.Cyrillic],
  [0x1c80, 0x1c8f, Script.Cyrillic],
  [0x2de0, 0x2dff, Script.Cyrillic],
  [0xa640, 0xa69f, Script.Cyrillic],
  [0x0530, 0x058f, Script.Armenian],
  [0x0590, 0x05ff, Script.Hebrew],
  [0xfb1d, 0xfb4f, Script.Hebrew],
  [0x0600, 0x06ff, Script.Arabic],
  [0x0750, 0x077f, Script.Arabic],
  [0x08a0, 0x08ff, Script.Arabic],
  [0xfb50, 0xfdff, Script.Arabic],
  [0xfe70, 0xfeff, Script.Arabic],
  [0x0900, 0x097f, Script.Devanagari],
  [0x0980, 0x09ff, Script.Bengali],
  [0x0b80, 0x0bff, Script.Tamil],
  [0x0e00, 0x0e7f, Script.Thai],
  [0x10a0, 0x10ff, Script.Georgian],
  [0x1c90, 0x1cbf, Script.Georgian],
  [0x2d00, 0x2d2f, Script.Georgian],
  [0x1100, 0x11ff, Script.Hangul],
  [0x3130, 0x318f, Script.Hangul],
  [0xac00, 0xd7af, Script.Hangul],
  [0x1200, 0x139f, Script.Ethiopic],
  [0x2e80, 0x2fdf, Script.Han],
  [0x3005, 0x3007, Script.Han],
  [0x3400, 0x4dbf, Script.Han],
  [0x4e00, 0x9fff, Script.Han],
  [0xf900, 0xfaff, Script.Han],
  [0x3040, 0x30ff, Script.Kana],
  [0x31f0, 0x31ff, Script.Kana],
  [0xff66, 0xff9f, Script.Kana],
];

/** A combining mark: belongs to the letter before it. */
export const MARK = 255;

/** Script of each code unit, {@link MARK} for combining marks, `Script.None` for what is no letter. */
export const SCRIPT_OF = new Uint8Array(0x10000);
/** Lower-case form of each code unit that has one of the same length; itself otherwise. */
export const LOWER = new Uint16Array(0x10000);

/** 1 for Latin and Cyrillic vowels, with any accent. */
export const VOWEL = new Uint8Array(0x10000);
const VOWELS = new Set(Array.from('aeiouyæœøıəаеёиіоуыэюяєѣәөұү'));

let ready = false;

/** Modifier letters that are written for apostrophes: no letters of a word by themselves. */
const FIRST_APOSTROPHE = 0x2b9;
const LAST_APOSTROPHE = 0x2bf;

/** Fills the tables. Cheap when done already. */
export function fillTables(): void {
  if (ready) return;
  for (const [first, last, script] of BLOCKS) SCRIPT_OF.fill(script, first, last + 1);
  const letter = /\p{L}/u;
  const mark = /\p{M}/u;
  for (let unit = 0; unit < 0x10000; unit += 1) {
    LOWER[unit] = unit;
    const isApostrophe = unit >= FIRST_APOSTROPHE && unit <= LAST_APOSTROPHE;
    if (isApostrophe || (unit >= 0xd800 && unit < 0xe000)) {
      SCRIPT_OF[unit] = Script.None;
      continue;
    }
    const character = String.fromCharCode(unit);
    if (letter.test(character)) {
      if (SCRIPT_OF[unit] === Script.None) SCRIPT_OF[unit] = Script.Other;
      const lower = character.toLowerCase();
      // 'İ' lower-cases to two units; its first one, 'i', is what Turkish means.
      LOWER[unit] = lower.charCodeAt(0);
      const script = SCRIPT_OF[unit];
      if (script === Script.Latin || script === Script.Cyrillic) {
        VOWEL[unit] = VOWELS.has(lower.normalize('NFD').charAt(0)) ? 1 : 0;
      }
    } else {
      SCRIPT_OF[unit] = mark.test(character) ? MARK : Script.None;
    }
  }
  ready = true;
}

export function isLetter(unit: number): boolean {
  const script = SCRIPT_OF[unit] ?? 0;
  return script !== Script.None && script !== MARK;
}
