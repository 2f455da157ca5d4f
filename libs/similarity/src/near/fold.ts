/**
 * One word per UTF-16 code unit: its class in the high half, its folded form in the low half. A folded letter alone, the
 * common case, has class 0, so that 1..65535 means "letter" and 0 means "separator".
 */
export const CharClass = {
  letter: 0,
  /** A decimal digit of any script, folded to ASCII. */
  digit: 1 << 16,
  /** A letter of a script written without spaces: each pair of neighbours is a token. */
  unspaced: 2 << 16,
  /** Invisible: as if it were not there. */
  ignored: 3 << 16,
  /** A sign that makes a number negative when it stands right before its first digit. */
  minus: 4 << 16,
  /** A mark that composes with the letter before it; one that is left after composing is as if it were not there. */
  combining: 6 << 16,
  /** Half of a character outside the basic plane. */
  surrogate: 5 << 16,
} as const;

/** Entries between 0 and this are letters and digits. */
export const WORD_END = CharClass.unspaced;

const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const WORD = /[\p{L}\p{M}\p{N}]/u;
const DIGIT = /\p{Nd}/u;
const MINUS = /[-\u2012\u2013\u2212]/;
/** Soft hyphen, zero-width characters and direction marks, word joiner, variation selector, byte order mark. */
const IGNORED = new Set([0xad, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x2060, 0xfe0f, 0xfeff]);

/** Compatibility forms (full width, one-letter ligatures), case and ё/е are typography, not content. */
function foldCharacter(character: string): number {
  const folded = character.normalize('NFKC').toLowerCase().normalize('NFC');
  const unit = folded.length === 1 ? folded : character;
  return (unit === 'ё' ? 'е' : unit).charCodeAt(0);
}

function foldUnit(unit: number, zero: number): number {
  if (unit >= 0xd800 && unit <= 0xdfff) return CharClass.surrogate;
  if (zero >= 0) return CharClass.digit | (0x30 + unit - zero);
  if (IGNORED.has(unit)) return CharClass.ignored;
  if (unit >= 0x300 && unit <= 0x36f) return CharClass.combining;
  const character = String.fromCharCode(unit);
  if (MINUS.test(character)) return CharClass.minus;
  if (!WORD.test(character)) return 0;
  return (UNSPACED.test(character) ? CharClass.unspaced : CharClass.letter) | foldCharacter(character);
}

function build(): Uint32Array {
  const table = new Uint32Array(0x10000);
  let zero = -1;
  for (let unit = 0; unit < 0x10000; unit++) {
    // Decimal digits come in runs of ten that begin with their zero.
    if (!DIGIT.test(String.fromCharCode(unit))) zero = -1;
    else if (zero < 0 || unit - zero >= 10) zero = unit;
    table[unit] = foldUnit(unit, zero);
  }
  return table;
}

let table: Uint32Array | undefined;

/** The table for the basic plane, built at first use (about 30 ms). */
export function foldTable(): Uint32Array {
  table ??= build();
  return table;
}

/** A letter outside the basic plane. */
export interface AstralLetter {
  unspaced: boolean;
  folded: number;
}

/** The letter that the surrogate pair at this place stands for; undefined for a symbol (an emoji) or half a pair. */
export function astralLetterAt(text: string, at: number): AstralLetter | undefined {
  const codePoint = text.codePointAt(at) ?? 0;
  if (codePoint <= 0xffff) return undefined;
  const character = String.fromCodePoint(codePoint);
  if (!WORD.test(character)) return undefined;
  return {
    unspaced: UNSPACED.test(character),
    folded: character.normalize('NFKC').toLowerCase().codePointAt(0) ?? codePoint,
  };
}
