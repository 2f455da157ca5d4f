import type { Candidate, Evidence, Evidencer } from './evidence.js';
import { Script } from './scripts.js';
import { ALL_CAPITALS, BOUNDARY, CAPITAL, JOINED, NEUTRAL, type Words } from './words.js';

/** A stretch of one language; offsets are UTF-16 code units, `end` exclusive. */
export interface Segment {
  start: number;
  end: number;
  /** BCP 47; `und` where no word says anything. */
  tag: string;
  /** 0 to 1. */
  confidence: number;
}

/** Log-odds a change of language must win: in running text, and after a sentence end, line break or quotation mark. */
const SWITCH = 4;
const SWITCH_AT_BOUNDARY = 2;
/** A word of another script inside a language: a name or a brand is usual, a plain word is not. */
const FOREIGN_NAME = -1.5;
const FOREIGN_WORD = -4;
/** Languages that compete in one text. More would only cost time: a page has two or three. */
const MOST_CANDIDATES = 10;
/** How much of the running support for a language each further word leaves. */
const DECAY = 0.7;

/** Splits a text's words into stretches of one language. */
export function segmentWords(
  evidencer: Evidencer,
  evidence: Evidence,
  known: readonly string[] | undefined,
): Segment[] {
  const { words } = evidence;
  if (words.count === 0) return [];
  const candidates = choose(evidencer, evidence, known);
  if (candidates.length === 0) {
    return [{ start: words.start[0] ?? 0, end: words.end[words.count - 1] ?? 0, tag: 'und', confidence: 0 }];
  }
  const path = viterbi(evidence, candidates);
  return runs(evidence, candidates, path);
}

/** The languages worth trying: those that lead somewhere in the text, if the known ones don't decide it. */
function choose(evidencer: Evidencer, evidence: Evidence, known: readonly string[] | undefined): Candidate[] {
  const { words, scores, stride } = evidence;
  const scripts = new Set<number>();
  for (let word = 0; word < words.count; word += 1) {
    if (((words.flags[word] ?? 0) & NEUTRAL) === 0) scripts.add(words.script[word] ?? 0);
  }
  const chosen: Candidate[] = [];
  for (const script of scripts) {
    const all = evidencer.candidates.filter((candidate) => candidate.script === script);
    const few = known === undefined ? [] : all.filter((candidate) => known.includes(candidate.tag));
    if (few.length > 0 || all.length <= 1) {
      chosen.push(...(few.length > 0 ? few : all));
      continue;
    }
    const support = new Float64Array(all.length);
    const led = new Map<number, number>();
    for (let word = 0; word < words.count; word += 1) {
      if (words.script[word] !== script || ((words.flags[word] ?? 0) & NEUTRAL) !== 0) continue;
      let best = 0;
      for (let index = 0; index < all.length; index += 1) {
        support[index] = (support[index] ?? 0) * DECAY + (scores[word * stride + index] ?? 0);
        if ((support[index] ?? 0) > (support[best] ?? 0)) best = index;
      }
      led.set(best, (led.get(best) ?? 0) + (words.end[word] ?? 0) - (words.start[word] ?? 0));
    }
    const ranked = [...led].sort((one, other) => other[1] - one[1]).slice(0, MOST_CANDIDATES);
    for (const [index] of ranked) {
      const candidate = all[index];
      if (candidate !== undefined) chosen.push(candidate);
    }
  }
  return chosen;
}

function emission(evidence: Evidence, word: number, candidate: Candidate): number {
  const { words, scores, stride } = evidence;
  const flags = words.flags[word] ?? 0;
  if ((flags & NEUTRAL) !== 0) return 0;
  if (words.script[word] === candidate.script) return scores[word * stride + candidate.index] ?? 0;
  // Japanese writes Han and Kana side by side.
  if (candidate.script === Script.Kana && words.script[word] === Script.Han) return -0.5;
  return (flags & (CAPITAL | ALL_CAPITALS)) !== 0 ? FOREIGN_NAME : FOREIGN_WORD;
}

/** The likeliest language of each word, given what a change costs. */
function viterbi(evidence: Evidence, candidates: readonly Candidate[]): Uint8Array {
  const { words } = evidence;
  const languages = candidates.length;
  const from = new Uint8Array(words.count * languages);
  let score = new Float64Array(languages);
  let next = new Float64Array(languages);
  for (let word = 0; word < words.count; word += 1) {
    let best = 0;
    for (let language = 1; language < languages; language += 1) {
      if ((score[language] ?? 0) > (score[best] ?? 0)) best = language;
    }
    const change = (score[best] ?? 0) - switchCost(words, word);
    for (let language = 0; language < languages; language += 1) {
      const candidate = candidates[language];
      if (candidate === undefined) continue;
      const stay = score[language] ?? 0;
      const switches = word > 0 && change > stay;
      from[word * languages + language] = switches ? best : language;
      next[language] = (switches ? change : stay) + emission(evidence, word, candidate);
    }
    [score, next] = [next, score];
  }
  let state = 0;
  for (let language = 1; language < languages; language += 1) {
    if ((score[language] ?? 0) > (score[state] ?? 0)) state = language;
  }
  const path = new Uint8Array(words.count);
  for (let word = words.count - 1; word >= 0; word -= 1) {
    path[word] = state;
    state = from[word * languages + state] ?? state;
  }
  return path;
}

function switchCost(words: Words, word: number): number {
  const flags = words.flags[word] ?? 0;
  if ((flags & JOINED) !== 0) return Infinity;
  return (flags & BOUNDARY) !== 0 ? SWITCH_AT_BOUNDARY : SWITCH;
}

function runs(evidence: Evidence, candidates: readonly Candidate[], path: Uint8Array): Segment[] {
  const { words } = evidence;
  const segments: Segment[] = [];
  const totals = new Float64Array(candidates.length);
  let first = 0;
  for (let word = 0; word < words.count; word += 1) {
    candidates.forEach((candidate, language) => {
      totals[language] = (totals[language] ?? 0) + emission(evidence, word, candidate);
    });
    if (word + 1 < words.count && path[word + 1] === path[word]) continue;
    const state = path[word] ?? 0;
    let others = 0;
    for (const total of totals) others += Math.exp(Math.min(0, (total - (totals[state] ?? 0)) / 2));
    segments.push({
      start: words.start[first] ?? 0,
      end: words.end[word] ?? 0,
      tag: candidates[state]?.tag ?? 'und',
      confidence: Math.round((1 / Math.max(1, others)) * 1000) / 1000,
    });
    totals.fill(0);
    first = word + 1;
  }
  return segments;
}
