import type { Candidate, Evidence, Evidencer, Rows } from './evidence.js';
import { Script } from './scripts.js';
import { foreignness, type Stretch, switchCost, walk } from './switching.js';
import { firstOf } from './vocabulary.js';
import { NEUTRAL, type Words } from './words.js';

/**
 * The parts of a doubtful stretch in which some one language, rather than now this one and now that, speaks for more than
 * the changes to it and back cost. All words of the stretch must have been judged.
 */
export function contested(evidence: Evidence, evidencer: Evidencer, main: Candidate, stretch: Stretch): Stretch[] {
  const rows = evidencer.rowsOf(main.script);
  const found: Stretch[] = [];
  const pays = paying(evidence, rows, main, stretch);
  for (let language = 0; language < rows.languages; language += 1) {
    if (pays[language] === 1)
      walk(evidence.words, stretch, (word) => says(evidence, rows, main, word, language), found);
  }
  if (hasOtherScripts(evidence.words, main, stretch)) {
    walk(evidence.words, stretch, (word) => saysOther(evidence, rows, main, word), found);
  }
  return joined(found);
}

/**
 * Marks the languages of the main one's script that pay somewhere. Most never do, and to find that out takes little for each
 * word: nearly all of what a text of many strange words costs is spent here.
 */
function paying({ words, row }: Evidence, rows: Rows, main: Candidate, { from, to }: Stretch): Uint8Array {
  const { steps, languages } = rows;
  const nothing = new Uint8Array(languages);
  const gain = new Int32Array(languages).fill(-switchCost(words, from));
  const pays = new Uint8Array(languages);
  for (let word = from; word < to; word += 1) {
    const cost = switchCost(words, word);
    const speaks = words.script[word] === main.script && ((words.flags[word] ?? 0) & NEUTRAL) === 0;
    const table = speaks ? steps : nothing;
    const offset = speaks ? (row[word] ?? 0) * languages : 0;
    const own = table[offset + main.index] ?? 0;
    for (let language = 0; language < languages; language += 1) {
      let value = gain[language] ?? 0;
      if (value > cost) pays[language] = 1;
      if (value < -cost) value = -cost;
      gain[language] = value + own - (table[offset + language] ?? 0);
    }
  }
  const exit = to === words.count ? 0 : switchCost(words, to);
  for (let language = 0; language < languages; language += 1) if ((gain[language] ?? 0) > exit) pays[language] = 1;
  return pays;
}

/** What a word says for a language of the main one's script beyond what it says for that one, in steps. */
function says({ words, row }: Evidence, rows: Rows, main: Candidate, word: number, language: number): number {
  if (words.script[word] !== main.script || ((words.flags[word] ?? 0) & NEUTRAL) !== 0) return 0;
  const offset = (row[word] ?? 0) * rows.languages;
  return (rows.steps[offset + main.index] ?? 0) - (rows.steps[offset + language] ?? 0);
}

/** What a word says, at most, for a language of another script than the main one's, beyond what it says for that. */
function saysOther({ words, row, leaders }: Evidence, rows: Rows, main: Candidate, word: number): number {
  const flags = words.flags[word] ?? 0;
  if ((flags & NEUTRAL) !== 0) return 0;
  const script = words.script[word] ?? 0;
  if (script !== main.script) return foreignness(script, flags, main.script);
  const own = rows.steps[(row[word] ?? 0) * rows.languages + main.index] ?? 0;
  return own - firstOf(leaders[word] ?? 0) - foreignness(script, flags, Script.None);
}

function hasOtherScripts({ script, flags }: Words, main: Candidate, { from, to }: Stretch): boolean {
  for (let word = from; word < to; word += 1) {
    if (script[word] !== main.script && ((flags[word] ?? 0) & NEUTRAL) === 0) return true;
  }
  return false;
}

/** Stretches in order, those that overlap or touch made one. */
function joined(stretches: Stretch[]): Stretch[] {
  const result: Stretch[] = [];
  let open: Stretch | undefined;
  for (const stretch of stretches.sort((one, other) => one.from - other.from)) {
    if (open !== undefined && stretch.from <= open.to) open = { from: open.from, to: Math.max(open.to, stretch.to) };
    else {
      if (open !== undefined) result.push(open);
      open = stretch;
    }
  }
  if (open !== undefined) result.push(open);
  return result;
}
