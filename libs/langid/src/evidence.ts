import { ONE_LANGUAGE, primaryOf } from './languages.js';
import type { WordModel } from './word-model.js';
import { NEUTRAL, type Words } from './words.js';

/** A language as the evidence knows it: a tag in a script. */
export interface Candidate {
  readonly tag: string;
  /** Primary language subtag of `tag`. */
  readonly primary: string;
  readonly script: number;
  /** Place in the script's model; 0 for the only language of its script. */
  readonly index: number;
}

/** Word scores of a text: for each word, the log-probability of each language of its script. */
export interface Evidence {
  readonly words: Words;
  /** `stride` scores for each word. */
  readonly scores: Float32Array;
  readonly stride: number;
}

/** The word models by script, and all languages. */
export class Evidencer {
  private readonly groups = new Map<number, Candidate[]>();
  private readonly byScript: readonly (WordModel | undefined)[];
  private readonly stride: number;

  constructor(models: ReadonlyMap<number, WordModel>) {
    const byScript: (WordModel | undefined)[] = [];
    const candidates: Candidate[] = [];
    for (const [script, model] of models) {
      byScript[script] = model;
      model.tags.forEach((name, index) => {
        const tag = name === 'sr' ? 'sr-Cyrl' : name;
        candidates.push({ tag, primary: primaryOf(tag), script, index });
      });
    }
    for (const [script, tag] of ONE_LANGUAGE) candidates.push({ tag, primary: tag, script, index: 0 });
    this.byScript = byScript;
    for (const candidate of candidates) {
      const group = this.groups.get(candidate.script);
      if (group === undefined) this.groups.set(candidate.script, [candidate]);
      else group.push(candidate);
    }
    this.stride = Math.max(...[...models.values()].map((model) => model.tags.length));
  }

  /** The languages written in a script, in the order of its scores. */
  ofScript(script: number): readonly Candidate[] {
    return this.groups.get(script) ?? [];
  }

  /** Scores every word of a text that says something. */
  read(words: Words): Evidence {
    const { stride } = this;
    const scores = new Float32Array(words.count * stride);
    for (let word = 0; word < words.count; word += 1) {
      if (((words.flags[word] ?? 0) & NEUTRAL) !== 0) continue;
      const model = this.byScript[words.script[word] ?? 0];
      if (model === undefined) continue;
      model.score(words.lower, words.start[word] ?? 0, words.end[word] ?? 0, scores, word * stride);
    }
    return { words, scores, stride };
  }
}
