import { ONE_LANGUAGE, primaryOf, RARITY } from './languages.js';
import { MOST_STEPS } from './vocabulary.js';
import type { WordModel } from './word-model.js';
import { findWords, NEUTRAL, roomFor, type Words } from './words.js';

/** A language as the evidence knows it: a tag in a script. */
export interface Candidate {
  readonly tag: string;
  /** Primary language subtag of `tag`. */
  readonly primary: string;
  readonly script: number;
  /** Place in the script's rows; 0 for the only language of its script. */
  readonly index: number;
  /** Nats by which it is rarer among news than a usual language of its script. */
  readonly rarity: number;
}

/** What is known of a script's words. */
export interface Rows {
  /** Row by row, the steps (see vocabulary.ts) by which each language is less than certain. */
  readonly steps: Uint8Array;
  readonly languages: number;
  /** How many of the rows, the first ones, are those of common words. */
  readonly common: number;
}

/** What the words of a text say. Holds until the next text is read. */
export interface Evidence {
  readonly words: Words;
  /** The row of each word among those of its script; -1 while it has not been judged. */
  readonly row: Int32Array;
  /** The language that each word speaks for most, and how clearly: see `leaderOf` and its like. */
  readonly leaders: Int32Array;
}

/** Of scripts that one language is written in: every word has the same row, which says so. */
const CERTAIN: Rows = { steps: Uint8Array.of(0), languages: 1, common: 1 };
const CERTAIN_LEADERS = MOST_STEPS << 16;

/** Texts up to this many characters are read in the same room, one after the other. */
const ROOM = 16_384;

function roomOf(length: number): Evidence {
  const words = roomFor(length);
  return { words, row: new Int32Array(words.start.length), leaders: new Int32Array(words.start.length) };
}

/** The word models by script, and all languages. */
export class Evidencer {
  private readonly groups = new Map<number, Candidate[]>();
  private readonly byScript: readonly (WordModel | undefined)[];
  private readonly room = roomOf(ROOM);

  constructor(models: ReadonlyMap<number, WordModel>) {
    const byScript: (WordModel | undefined)[] = [];
    const candidates: Candidate[] = [];
    for (const [script, model] of models) {
      byScript[script] = model;
      model.tags.forEach((name, index) => {
        const tag = name === 'sr' ? 'sr-Cyrl' : name;
        candidates.push({ tag, primary: primaryOf(tag), script, index, rarity: RARITY.get(tag) ?? 0 });
      });
    }
    for (const [script, tag] of ONE_LANGUAGE) {
      candidates.push({ tag, primary: tag, script, index: 0, rarity: 0 });
    }
    this.byScript = byScript;
    for (const candidate of candidates) {
      const group = this.groups.get(candidate.script);
      if (group === undefined) this.groups.set(candidate.script, [candidate]);
      else group.push(candidate);
    }
  }

  /** The languages written in a script, in the order of its rows. */
  ofScript(script: number): readonly Candidate[] {
    return this.groups.get(script) ?? [];
  }

  /** Finds and looks up every word of a text that says something, and judges those that are not known. */
  read(text: string): Evidence {
    const evidence = this.lookUp(text);
    this.judge(evidence, 0, evidence.words.count);
    return evidence;
  }

  /** Finds and looks up every word of a text that says something. {@link judge} has to be asked of the others. */
  lookUp(text: string): Evidence {
    const evidence = text.length > ROOM ? roomOf(text.length) : this.room;
    const { row, leaders } = evidence;
    const words = findWords(text, evidence.words);
    for (const model of this.byScript) model?.vocabulary.begin();
    for (let word = 0; word < words.count; word += 1) {
      row[word] = 0;
      leaders[word] = 0;
      if (((words.flags[word] ?? 0) & NEUTRAL) !== 0) continue;
      const model = this.byScript[words.script[word] ?? 0];
      if (model === undefined) {
        leaders[word] = CERTAIN_LEADERS;
        continue;
      }
      const slot = model.find(words.lower, words.start[word] ?? 0, words.end[word] ?? 0);
      if (slot < 0) row[word] = -1;
      else {
        const { slots } = model.vocabulary;
        row[word] = (slots[slot + 2] ?? 1) - 1;
        leaders[word] = slots[slot + 3] ?? 0;
      }
    }
    return evidence;
  }

  /** Judges the words from one up to another that have not been. */
  judge({ words, row, leaders }: Evidence, from: number, to: number): void {
    for (let word = Math.max(0, from); word < to; word += 1) {
      if (row[word] !== -1) continue;
      const model = this.byScript[words.script[word] ?? 0];
      if (model === undefined) continue;
      const slot = model.read(words.lower, words.start[word] ?? 0, words.end[word] ?? 0);
      const { slots } = model.vocabulary;
      row[word] = (slots[slot + 2] ?? 1) - 1;
      leaders[word] = slots[slot + 3] ?? 0;
    }
  }

  /** Whether a word is one of the common ones of its script, of which is known what they say without judging. */
  isCommon({ words, row }: Evidence, word: number): boolean {
    const at = row[word] ?? -1;
    return at >= 0 && at < this.rowsOf(words.script[word] ?? 0).common;
  }

  /** The rows of a script's words, where they are now: when much is new they move. */
  rowsOf(script: number): Rows {
    return this.byScript[script]?.vocabulary ?? CERTAIN;
  }

  /** How many steps a word says against a language, given by its place among those of the word's script. */
  stepsAgainst({ words, row }: Evidence, word: number, index: number): number {
    const { steps, languages } = this.rowsOf(words.script[word] ?? 0);
    return steps[(row[word] ?? 0) * languages + index] ?? 0;
  }
}
