/** What a UTF-16 code unit is to the reader. */
const OTHER = 0;
const DIGIT = 1;
/** Where a sentence ends. */
const END = 2;
const MARK = 3;
const SURROGATE = 4;
/** A letter, and one of these in upper case. */
const LETTER = 5;
const CAPITAL = 6;

const CAPITALS = /\p{Lu}/u;
const LETTERS = /\p{L}/u;
const MARKS = /\p{M}/u;
const ENDS = '.!?…\n';

function classOf(character: string): number {
  if (CAPITALS.test(character)) return CAPITAL;
  if (LETTERS.test(character)) return LETTER;
  return MARKS.test(character) ? MARK : OTHER;
}

function build(): Uint8Array {
  const classes = new Uint8Array(0x10000);
  for (let unit = 0; unit < classes.length; unit++) {
    classes[unit] = unit >= 0xd800 && unit <= 0xdfff ? SURROGATE : classOf(String.fromCharCode(unit));
  }
  for (const end of ENDS) classes[end.charCodeAt(0)] = END;
  classes.fill(DIGIT, 0x30, 0x3a);
  return classes;
}

/** Built at first use (some 10 ms). */
let classes: Uint8Array | undefined;

/** A headline is judged by its words of four letters and more, if there are four of them. */
const LONG = 4;
const MIN_TITLE_WORDS = 4;
const TITLE_SHARE = 0.8;

/** The words and numbers of a text, sentence by sentence. */
export class SentenceReader {
  /** Where the sentence's tokens begin and end, as many as were asked for. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** How many of them there are. */
  count = 0;
  /** Whether Nearly All Words Are Capitalised, as in English headlines: capitals say nothing about names there. */
  isTitleCase = false;

  readonly #classes = (classes ??= build());
  #text = '';
  #at = 0;

  /** @param most tokens of a sentence that are kept */
  constructor(most: number) {
    this.starts = new Int32Array(most);
    this.ends = new Int32Array(most);
  }

  /** Begins at the start of a text. */
  read(text: string): void {
    this.#text = text;
    this.#at = 0;
  }

  /**
   * Reads the next sentence, to its end (whether it is in title case is told by all of it), and keeps its first `most` tokens.
   * False at the end of the text.
   */
  next(most: number): boolean {
    const text = this.#text;
    let long = 0;
    let capitals = 0;
    let found = false;
    this.count = 0;
    while (this.#at < text.length) {
      const start = this.#at;
      const kind = this.#classAt(start);
      if (kind === OTHER || kind === END) {
        this.#at = start + this.#widthAt(start);
        if (kind === OTHER) continue;
        found = true;
        break;
      }
      found = true;
      this.#at = kind === DIGIT ? this.#endOfNumber(start) : this.#endOfWord(start);
      if (this.count < most) {
        this.starts[this.count] = start;
        this.ends[this.count++] = this.#at;
      }
      if (kind < LETTER || this.#at - start < LONG) continue;
      long++;
      if (kind === CAPITAL) capitals++;
    }
    this.isTitleCase = long >= MIN_TITLE_WORDS && capitals >= TITLE_SHARE * long;
    return found;
  }

  /** Whether a token of the sentence is a number. */
  isNumber(token: number): boolean {
    return this.#classAt(this.starts[token] ?? 0) === DIGIT;
  }

  /** A token of the sentence as it is written. */
  token(token: number): string {
    return this.#text.slice(this.starts[token], this.ends[token]);
  }

  /** Letters and marks, and what letters follow an apostrophe. */
  #endOfWord(start: number): number {
    let end = this.#endOfRun(start, MARK);
    while (isApostrophe(this.#text.charCodeAt(end))) {
      const next = this.#endOfRun(end + 1, LETTER);
      if (next === end + 1) break;
      end = next;
    }
    return end;
  }

  /** The end of a run of letters, or with `MARK` of letters and marks. */
  #endOfRun(start: number, least: typeof MARK | typeof LETTER): number {
    let at = start;
    while (at < this.#text.length) {
      const kind = this.#classAt(at);
      if (kind !== LETTER && kind !== CAPITAL && kind !== least) break;
      at += this.#widthAt(at);
    }
    return at;
  }

  /** Digits in groups of three, else digits with at most one sign among them. */
  #endOfNumber(start: number): number {
    const digits = this.#endOfDigits(start);
    let grouped = digits;
    while (isGroupSign(this.#text.charCodeAt(grouped)) && this.#endOfDigits(grouped + 1) === grouped + 4) grouped += 4;
    if (grouped > digits) return grouped;
    const fraction = isFractionSign(this.#text.charCodeAt(digits)) ? this.#endOfDigits(digits + 1) : 0;
    return fraction > digits + 1 ? fraction : digits;
  }

  #endOfDigits(start: number): number {
    let at = start;
    while (this.#classes[this.#text.charCodeAt(at)] === DIGIT) at++;
    return at;
  }

  #classAt(at: number): number {
    const kind = this.#classes[this.#text.charCodeAt(at)] ?? OTHER;
    if (kind !== SURROGATE) return kind;
    return classOf(String.fromCodePoint(this.#text.codePointAt(at) ?? 0));
  }

  /** Code units of the character at this place. */
  #widthAt(at: number): number {
    if (this.#classes[this.#text.charCodeAt(at)] !== SURROGATE) return 1;
    return (this.#text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  }
}

/** The third of them, ʼ, is a letter. */
function isApostrophe(unit: number): boolean {
  return unit === 0x27 || unit === 0x2019;
}

/** Spaces (also those that don't break), comma and point. */
function isGroupSign(unit: number): boolean {
  return unit === 0x20 || unit === 0xa0 || unit === 0x202f || unit === 0x2c || unit === 0x2e;
}

/** Point, comma, and the colon of a clock. */
function isFractionSign(unit: number): boolean {
  return unit === 0x2e || unit === 0x2c || unit === 0x3a;
}
