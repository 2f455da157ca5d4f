import type { SearchTerms } from './query.js';
import { stemsOf } from './stemmers.js';
import { fold, type Word, wordsOf } from './words.js';

/** A piece of a text: UTF-16 code units, `end` exclusive. */
export interface Place {
  start: number;
  end: number;
}

/**
 * Finds the terms of one query in texts. It keeps what it learnt of each word, since the texts of a page of results share
 * most of theirs and a word costs some microseconds to stem.
 */
export class TermFinder {
  private readonly single: ReadonlySet<string>;
  private readonly phrases: string[][];
  /** By languages, then by word. */
  private readonly known = new Map<string, Map<string, boolean>>();

  constructor({ all }: Pick<SearchTerms, 'all'>) {
    this.single = new Set(all.flatMap((term) => ('any' in term ? term.any : [])));
    this.phrases = all.flatMap((term) => ('phrase' in term ? [term.phrase] : []));
  }

  /** Where the terms stand in a text, in order and without overlap. `languages`: of the text, BCP 47. */
  *placesIn(text: string, languages: string[]): Generator<Place> {
    let last: Place | undefined;
    for (const { start, end } of this.matchesIn(text, languages)) {
      if (last !== undefined && start < last.end) {
        last.end = Math.max(last.end, end);
        continue;
      }
      if (last !== undefined) yield last;
      last = { start, end };
    }
    if (last !== undefined) yield last;
  }

  /** In order of `start`. Without phrases no further than somebody asks. */
  private *matchesIn(text: string, languages: string[]): Generator<Place> {
    const known = this.knownOf(languages);
    if (this.phrases.length === 0) {
      for (const word of wordsOf(text)) if (this.isOne(word, languages, known)) yield word;
      return;
    }
    const words = [...wordsOf(text)];
    const folded = words.map(({ lower }) => fold(lower));
    for (const [at, word] of words.entries()) {
      const end = Math.max(this.isOne(word, languages, known) ? word.end : -1, this.endOfPhrase(words, folded, at));
      if (end !== -1) yield { start: word.start, end };
    }
  }

  private knownOf(languages: string[]): Map<string, boolean> {
    const key = languages.join();
    const known = this.known.get(key) ?? new Map<string, boolean>();
    this.known.set(key, known);
    return known;
  }

  private isOne({ lower }: Word, languages: string[], known: Map<string, boolean>): boolean {
    if (this.single.size === 0) return false;
    let is = known.get(lower);
    if (is === undefined) {
      is = this.single.has(fold(lower)) || stemsOf(lower, languages).some((stem) => this.single.has(stem));
      known.set(lower, is);
    }
    return is;
  }

  /** Where the longest phrase that begins with this word ends; -1 where none does. */
  private endOfPhrase(words: Word[], folded: string[], at: number): number {
    let end = -1;
    for (const phrase of this.phrases) {
      if (phrase.every((part, index) => folded[at + index] === part)) {
        end = Math.max(end, words[at + phrase.length - 1]?.end ?? -1);
      }
    }
    return end;
  }
}
