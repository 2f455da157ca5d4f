/**
 * Where in a text another language than its main one may be: everywhere else the main one needs no proof, and segmenting a
 * text costs hardly more than reading it.
 */
import type { Candidate, Evidence, Evidencer } from './evidence.js';
import { foreignness, type Stretch, walk } from './switching.js';
import { firstOf, leaderOf, MOST_STEPS, secondOf, STEP } from './vocabulary.js';
import { lettersByScript, NEUTRAL, type Words } from './words.js';

/** Words before a stretch by which it may be judged too. */
export const FELT = 6;
/** Words that are asked, from all over the text, which language may be its main one. */
const ASKED = 128;

/**
 * The language that most of a text may be in: by its label, or else by some of its words. Any other would lead to the same
 * segments, after more work.
 */
export function mainLanguage(evidencer: Evidencer, evidence: Evidence, label?: string): Candidate | undefined {
  const { words, row } = evidence;
  const main = commonestScript(evidencer, words);
  const languages = evidencer.ofScript(main);
  const labelled = languages.find(({ tag }) => tag === label);
  if (labelled !== undefined || languages.length <= 1) return labelled ?? languages[0];
  const totals = Float64Array.from(languages, ({ rarity }) => rarity / STEP);
  const stride = Math.max(1, Math.floor(words.count / ASKED));
  for (let word = 0; word < words.count; word += stride) evidencer.judge(evidence, word, word + 1);
  const { steps } = evidencer.rowsOf(main);
  for (let word = 0; word < words.count; word += stride) {
    if (((words.flags[word] ?? 0) & NEUTRAL) !== 0 || words.script[word] !== main) continue;
    const offset = (row[word] ?? 0) * totals.length;
    for (let language = 0; language < totals.length; language += 1) {
      totals[language] = (totals[language] ?? 0) + (steps[offset + language] ?? 0);
    }
  }
  return languages[totals.indexOf(Math.min(...totals))];
}

/** The script, of those we have languages for, that most letters are in. */
function commonestScript(evidencer: Evidencer, words: Words): number {
  const letters = lettersByScript(words);
  for (let script = 0; script < letters.length; script += 1) {
    if (evidencer.ofScript(script).length === 0) letters[script] = 0;
  }
  return letters.indexOf(Math.max(...letters));
}

/** What a first look finds. */
export interface Doubt {
  readonly stretches: readonly Stretch[];
  /** Steps by which the common words, all in all, speak for the main language rather than for any other. */
  readonly certainty: number;
}

/**
 * The stretches outside of which no path is better than staying in the main language. A path that leaves it gains at most
 * what the words on the way say against it, each for the language it speaks for most, and pays for both changes: wherever
 * no such sum pays, the best path stays. Words that nobody knows are taken to say the worst; most of them stand among words
 * that leave no doubt, and need never be judged.
 */
export function doubtful({ words, row, leaders }: Evidence, evidencer: Evidencer, main: Candidate): Doubt {
  const { steps, languages, common } = evidencer.rowsOf(main.script);
  const stretches: Stretch[] = [];
  let certainty = 0;
  walk(
    words,
    { from: 0, to: words.count },
    (word) => {
      const flags = words.flags[word] ?? 0;
      if ((flags & NEUTRAL) !== 0) return 0;
      const script = words.script[word] ?? 0;
      if (script !== main.script) return foreignness(script, flags, main.script);
      const at = row[word] ?? 0;
      if (at < 0) return MOST_STEPS;
      const leading = leaders[word] ?? 0;
      const first = firstOf(leading);
      const leads = leaderOf(leading) === main.index;
      const says = leads ? first - secondOf(leading) : (steps[at * languages + main.index] ?? 0) - first;
      // What was read before must not show: a word that is not common counts the same whether it is known by now or not.
      if (at < common) certainty -= says;
      return says;
    },
    stretches,
  );
  return { stretches, certainty };
}
