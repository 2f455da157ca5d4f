/** What a UTF-16 code unit is to the tokeniser. */
export const CharClass = {
  /** Ends a word. */
  separator: 0,
  /** Part of a word; `FOLD` gives its folded form. */
  letter: 1,
  /** A decimal digit of any script; `FOLD` gives the ASCII digit. */
  digit: 2,
  /** A letter of a script written without spaces: each pair of neighbours is a token. */
  unspaced: 3,
  /** Invisible or a stress mark: as if it were not there. */
  ignored: 4,
  /** A sign that makes a number negative when it stands right before its first digit. */
  minus: 5,
  /** Half of a character outside the basic plane. */
  surrogate: 6,
} as const;

const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const WORD = /[\p{L}\p{M}\p{N}]/u;
const DIGIT = /\p{Nd}/u;
/** Soft hyphen, combining grave and acute (stress marks), zero-width characters, word joiner, variation selector, BOM. */
const IGNORED = new Set([0xad, 0x300, 0x301, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x2060, 0xfe0f, 0xfeff]);
const MINUS = /[-\u2212\u2012\u2013]/;

const CLASS = new Uint8Array(0x10000);
const FOLD = new Uint16Array(0x10000);
let ready = false;

/** Compatibility forms (full-width, ligatures of one letter), case and ё/е are one: they are typography, not content. */
function foldCharacter(character: string): number {
  const folded = character.normalize('NFKC').toLowerCase().normalize('NFC');
  const unit = folded.length === 1 ? folded : character;
  return unit === 'ё' ? 'е'.charCodeAt(0) : unit.charCodeAt(0);
}

function fill(): void {
  let zero = -1;
  for (let unit = 0; unit < 0x10000; unit++) {
    if (unit >= 0xd800 && unit <= 0xdfff) {
      CLASS[unit] = CharClass.surrogate;
      continue;
    }
    const character = String.fromCharCode(unit);
    if (DIGIT.test(character)) {
      // Decimal digits come in runs of ten that begin with their zero.
      if (zero < 0 || unit - zero >= 10) zero = unit;
      CLASS[unit] = CharClass.digit;
      FOLD[unit] = 0x30 + (unit - zero);
      continue;
    }
    zero = -1;
    if (IGNORED.has(unit)) CLASS[unit] = CharClass.ignored;
    else if (MINUS.test(character)) CLASS[unit] = CharClass.minus;
    else if (WORD.test(character)) {
      CLASS[unit] = UNSPACED.test(character) ? CharClass.unspaced : CharClass.letter;
      FOLD[unit] = foldCharacter(character);
    }
  }
}

/** The two lookup tables, filled at first use (about 30 ms). */
export function foldTables(): { classes: Uint8Array; folds: Uint16Array } {
  if (!ready) {
    fill();
    ready = true;
  }
  return { classes: CLASS, folds: FOLD };
}

const ASTRAL_WORD = /[\p{L}\p{M}\p{N}]/u;

/** Class and folded code point of a character outside the basic plane. */
export function foldAstral(codePoint: number): { charClass: number; folded: number } {
  const character = String.fromCodePoint(codePoint);
  if (!ASTRAL_WORD.test(character)) return { charClass: CharClass.separator, folded: 0 };
  const folded = character.normalize('NFKC').toLowerCase().codePointAt(0) ?? codePoint;
  return { charClass: UNSPACED.test(character) ? CharClass.unspaced : CharClass.letter, folded };
}
