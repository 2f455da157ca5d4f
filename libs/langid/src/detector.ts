import { strangeWords } from './alphabets.js';
import type { Candidate, Evidence, Evidencer } from './evidence.js';
import { chineseOf, CLEAR, isKnown, NEAR, primaryOf } from './languages.js';
import { marksAgainst } from './marks.js';
import { ISO_15924, Script } from './scripts.js';
import type { Detection, DetectOptions, RankedLanguage } from './types.js';
import { wordsProblem } from './undetermined.js';
import { STEP } from './vocabulary.js';
import { ALL_CAPITALS, CAPITAL, LINE, NEUTRAL, type Words } from './words.js';

/**
 * Words of one text are about one subject, in one register, and so not independent witnesses: the evidence of many counts
 * less than its sum. A lone word's counts more, the model being shy of words that it hasn't seen. Both numbers make the
 * confidence mean what it says on the message catalogues that tools/README.md names, for texts of 1 to 20 words.
 */
const INDEPENDENCE = 0.65;
const OF_A_LONE_WORD = 1.4;
/**
 * Words with a capital inside a line are names, or German nouns; a name is a poor witness of the language around it. It
 * counts less than another word, and little where there are enough others to ask.
 */
const OF_A_NAME = 0.7;
const OF_A_NAME_AMONG_MANY = 0.3;
const ENOUGH_WORDS = 5;
/**
 * Nats that a word with a letter of another alphabet speaks against a language, beside what the word model makes of it: of a
 * name that is hardly anything. Two such words say all that they can. On 22,243 short lines of interfaces and games it spared one mistake
 * in eight; 2 nats one in nine, 6 no more.
 */
const STRANGE_LETTER = 4;
const MOST_STRANGE = 2;
/** Nats that a language outside the source's known ones must win by. */
const UNKNOWN_TO_SOURCE = 2.5;
/** Nats for the declared language: decides a tie, nothing else. */
const DECLARED = 0.7;
/** Letters that a character of the script stands for, when scripts are weighed against each other. */
const WEIGHT_OF_LETTER = new Map<number, number>([
  [Script.Han, 3],
  [Script.Kana, 2.5],
  [Script.Hangul, 2.5],
]);
/** Foreign names come in Latin letters and capitals: they speak for their script only so much. */
const WEIGHT_OF_LATIN_NAME = 0.25;
/** Share of kana among Han and kana from which a text is Japanese; Chinese has none but in a name. */
const LEAST_KANA = 0.1;

/** From this confidence on the marks of a text are not asked. */
const DOUBTLESS = 0.9;
/** What is less likely is not worth a mention. */
const LEAST_RANKED = 0.001;

/** One label for a text, from what its words say. */
export function label(text: string, evidencer: Evidencer, evidence: Evidence, options: DetectOptions): Detection {
  const { words } = evidence;
  const letters = weightByScript(words);
  const script = mainScript(letters);
  if (script === undefined) return undetermined('no words');
  const iso = ISO_15924[script];
  const ranked = rank(text, evidencer, evidence, script, options);
  const top = ranked[0];
  if (top === undefined)
    return { ...undetermined('a script of no language known here'), ...(iso === undefined ? {} : { script: iso }) };
  const problem = wordsProblem(words, script, top);
  if (problem !== undefined) {
    return {
      tag: 'und',
      ...(iso === undefined ? {} : { script: iso }),
      confidence: 0,
      candidates: ranked,
      reason: problem,
    };
  }
  const tag = top.tag === 'zh' ? chineseOf(text) : top.tag;
  return {
    tag,
    ...(iso === undefined ? {} : { script: tag === 'zh-Hans' ? 'Hans' : tag === 'zh-Hant' ? 'Hant' : iso }),
    confidence: top.confidence,
    candidates: ranked.map((each) => (each === top ? { ...each, tag } : each)),
    evidence: `${words.count} words, ${ranked.map((each) => `${each.tag} ${each.confidence.toFixed(2)}`).join(', ')}`,
  };
}

export function undetermined(reason: string): Detection {
  return { tag: 'und', confidence: 0, candidates: [], reason };
}

function weightByScript(words: Words): Float64Array {
  const letters = new Float64Array(ISO_15924.length);
  for (let word = 0; word < words.count; word += 1) {
    const flags = words.flags[word] ?? 0;
    if ((flags & NEUTRAL) !== 0) continue;
    const script = words.script[word] ?? 0;
    const isName = script === Script.Latin && (flags & (CAPITAL | ALL_CAPITALS)) !== 0;
    const weight = isName ? WEIGHT_OF_LATIN_NAME : (WEIGHT_OF_LETTER.get(script) ?? 1);
    letters[script] = (letters[script] ?? 0) + weight * ((words.end[word] ?? 0) - (words.start[word] ?? 0));
  }
  return letters;
}

/** The script that most of the text is in, Japanese having two. */
function mainScript(letters: Float64Array): number | undefined {
  const kana = letters[Script.Kana] ?? 0;
  const han = letters[Script.Han] ?? 0;
  if (kana > 0 && kana >= LEAST_KANA * (kana + han)) {
    letters[Script.Kana] = kana + han;
    letters[Script.Han] = 0;
  }
  let main = 0;
  for (let script = 1; script < letters.length; script += 1) {
    if ((letters[script] ?? 0) > (letters[main] ?? 0)) main = script;
  }
  return main === 0 ? undefined : main;
}

/** The script's three likeliest languages. */
function rank(
  text: string,
  evidencer: Evidencer,
  evidence: Evidence,
  script: number,
  options: DetectOptions,
): RankedLanguage[] {
  const { words, row } = evidence;
  const languages = evidencer.ofScript(script);
  if (languages.length <= 1) return languages.map(({ tag }) => ({ tag, confidence: 0.999 }));
  const { steps } = evidencer.rowsOf(script);
  const plain = new Int32Array(languages.length);
  const names = new Int32Array(languages.length);
  let plainWords = 0;
  let count = 0;
  for (let word = 0; word < words.count; word += 1) {
    const flags = words.flags[word] ?? 0;
    if (words.script[word] !== script || (flags & NEUTRAL) !== 0) continue;
    const isName = (flags & (CAPITAL | LINE)) === CAPITAL;
    const sums = isName ? names : plain;
    if (!isName) plainWords += 1;
    count += 1;
    const offset = (row[word] ?? 0) * sums.length;
    for (let language = 0; language < sums.length; language += 1) {
      sums[language] = (sums[language] ?? 0) + (steps[offset + language] ?? 0);
    }
  }
  const ofNames = plainWords >= ENOUGH_WORDS ? OF_A_NAME_AMONG_MANY : OF_A_NAME;
  const weight = INDEPENDENCE + OF_A_LONE_WORD / Math.max(1, count);
  const { known } = options;
  const declared = options.declared === undefined ? undefined : primaryOf(options.declared);
  const handicaps = languages.map((candidate) => handicapOf(candidate, known));
  const totals = Float64Array.from(languages, ({ primary }, language) => {
    const against = (plain[language] ?? 0) + ofNames * (names[language] ?? 0);
    return (declared === primary ? DECLARED : 0) - against * STEP * weight - (handicaps[language] ?? 0);
  });
  if (script === Script.Cyrillic) {
    const strange = strangeWords(words);
    for (const [language, { primary }] of languages.entries()) {
      totals[language] = (totals[language] ?? 0) - STRANGE_LETTER * Math.min(MOST_STRANGE, strange.get(primary) ?? 0);
    }
  }
  tellApart(evidencer, evidence, script, languages, handicaps, totals);
  const ranked = posterior(languages, totals);
  if ((ranked[0]?.confidence ?? 0) >= DOUBTLESS) return ranked;
  const against = marksAgainst(text);
  if (against === undefined) return ranked;
  return posterior(
    languages,
    totals.map((total, language) => total - against(languages[language]?.primary ?? '')),
  );
}

/** Nats that a language must win by: what a source is known to write is not rare in it. */
function handicapOf({ tag, rarity }: Candidate, known: readonly string[] | undefined): number {
  if (known === undefined || known.length === 0) return rarity;
  return isKnown(tag, known) ? 0 : rarity + UNKNOWN_TO_SOURCE;
}

/** Gives the near languages' common share of the odds to each as the words that tell them apart say. */
function tellApart(
  evidencer: Evidencer,
  evidence: Evidence,
  script: number,
  languages: readonly Candidate[],
  handicaps: readonly number[],
  totals: Float64Array,
): void {
  const { words } = evidence;
  const leader = languages[totals.indexOf(Math.max(...totals))]?.tag ?? '';
  for (const { tags } of NEAR) {
    if (!tags.includes(leader)) continue;
    const one = languages.findIndex(({ tag }) => tag === tags[0]);
    const other = languages.findIndex(({ tag }) => tag === tags[1]);
    let lead = 0;
    for (let word = 0; word < words.count; word += 1) {
      if (words.script[word] !== script || ((words.flags[word] ?? 0) & NEUTRAL) !== 0) continue;
      const odds = STEP * (evidencer.stepsAgainst(evidence, word, other) - evidencer.stepsAgainst(evidence, word, one));
      lead += Math.sign(odds) * Math.max(0, Math.abs(odds) - CLEAR);
    }
    lead += (handicaps[other] ?? 0) - (handicaps[one] ?? 0);
    const both = Math.max(totals[one] ?? 0, totals[other] ?? 0);
    totals[one] = both - Math.log1p(Math.exp(-lead));
    totals[other] = both - Math.log1p(Math.exp(lead));
  }
}

function posterior(languages: readonly Candidate[], totals: Float64Array): RankedLanguage[] {
  const best = Math.max(...totals);
  const shares = totals.map((total) => Math.exp(total - best));
  const sum = shares.reduce((all, share) => all + share, 0);
  const ranked: RankedLanguage[] = [];
  while (ranked.length < Math.min(3, languages.length)) {
    const next = shares.indexOf(Math.max(...shares));
    const confidence = (shares[next] ?? 0) / sum;
    if (ranked.length > 0 && confidence < LEAST_RANKED) break;
    ranked.push({ tag: languages[next]?.tag ?? 'und', confidence });
    shares[next] = -1;
  }
  const top = ranked[0];
  if (top !== undefined) {
    for (const { tags: near, most } of NEAR) {
      if (near.includes(top.tag)) top.confidence *= most;
    }
  }
  return ranked;
}
