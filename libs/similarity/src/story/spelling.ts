interface Spelling {
  readonly units: readonly number[];
  /** Its letters: a word that lacks one of them cannot have it. */
  readonly letters: number;
  /** Letters of which one must follow, or none may. */
  readonly followers: string;
  readonly followed: boolean;
}

interface Rule {
  readonly spellings: readonly Spelling[];
  readonly value: readonly number[];
  readonly valueLetters: number;
}

const LETTER_A = 0x61;
const LETTERS = 26;
/** The bit that all letters but a to z share. */
const OTHER = 1 << LETTERS;

function bitOf(unit: number): number {
  const letter = unit - LETTER_A;
  return letter >= 0 && letter < LETTERS ? 1 << letter : OTHER;
}

const unitsOf = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0));
const lettersOf = (units: readonly number[]): number => units.reduce((letters, unit) => letters | bitOf(unit), 0);

/** `dg=ei` is dg before e or i, `gh!aeiou` gh at the end and before all but these. */
function spelling(written: string): Spelling {
  const [text = '', followers = ''] = written.split(/[=!]/);
  const units = unitsOf(text);
  return { units, letters: lettersOf(units), followers, followed: written.includes('=') };
}

function rule(spellings: string, value: string): Rule {
  return {
    spellings: spellings.split(' ').map(spelling),
    value: unitsOf(value),
    valueLetters: lettersOf(unitsOf(value)),
  };
}

/**
 * Latin spellings by sound, longest first; English above all, since that is what names are transliterated from. Each rule
 * reads what those before it left.
 */
const RULES: readonly Rule[] = [
  rule('sch tsch sh ş š', 'S'),
  rule('tch ch č ć', 'C'),
  rule('zh ž', 'Z'),
  rule('kh', 'g'),
  rule('ph', 'f'),
  rule('th', 't'),
  rule('gh!aeiou', ''),
  rule('ck q', 'k'),
  rule('x', 'ks'),
  rule('tion', 'tsia'),
  rule('c=eiy', 's'),
  rule('c', 'k'),
  rule('dj dg=ei j', 'Z'),
  rule('oo ou', 'u'),
  rule('ee ea', 'i'),
  rule('w', 'v'),
  rule('h', 'g'),
  rule('y', 'i'),
];

/** Makes Latin letters into sounds. Most words have the letters for two or three of the rules, the others are passed over. */
export class LatinSpelling {
  /** The word, as UTF-16 code units. A rule at most doubles it. */
  units = new Uint16Array(64);
  #spare = new Uint16Array(64);
  #length = 0;

  /** Writes the sounds of a lower-case word to `units`; returns how many. Letters that no rule has stay as they are. */
  rewrite(word: string): number {
    this.#read(word);
    let letters = 0;
    for (let i = 0; i < this.#length; i++) letters |= bitOf(this.units[i] ?? 0);
    for (const rule of RULES) {
      for (const spelling of rule.spellings) {
        if ((letters & spelling.letters) !== spelling.letters) continue;
        this.#apply(rule);
        letters |= rule.valueLetters;
        break;
      }
    }
    return this.#length;
  }

  #read(word: string): void {
    if (word.length > this.units.length) this.units = new Uint16Array(2 * word.length);
    this.#length = word.length;
    for (let i = 0; i < word.length; i++) this.units[i] = word.charCodeAt(i);
  }

  #apply({ spellings, value }: Rule): void {
    const from = this.units;
    const length = this.#length;
    if (this.#spare.length < 2 * length) this.#spare = new Uint16Array(4 * length);
    const to = this.#spare;
    let end = 0;
    for (let at = 0; at < length;) {
      const width = this.#matchAt(spellings, at);
      if (width === 0) {
        to[end++] = from[at++] ?? 0;
        continue;
      }
      for (const unit of value) to[end++] = unit;
      at += width;
    }
    this.units = to;
    this.#spare = from;
    this.#length = end;
  }

  /** The length of the first spelling that stands here, or 0. */
  #matchAt(spellings: readonly Spelling[], at: number): number {
    for (const { units, followers, followed } of spellings) {
      const width = units.length;
      let i = 0;
      while (i < width && units[i] === this.units[at + i]) i++;
      if (i < width || at + width > this.#length) continue;
      if (followers === '') return width;
      const next = at + width < this.#length ? String.fromCharCode(this.units[at + width] ?? 0) : '';
      if ((next !== '' && followers.includes(next)) === followed) return width;
    }
    return 0;
  }
}
