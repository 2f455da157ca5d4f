#!/usr/bin/env node
/**
 * Trains the word model of one script: `train.js SOURCES cyrl|latn|arab OUT`. README.md says on what and how. With
 * `--weights MODEL` the n-grams' weights are those of a model that is there, and only its common words are made anew.
 * Needs the built features (`npm run build`), so that trainer and detector can't differ.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { canWrite } from '../../../dist/libs/langid/src/alphabets.js';
import { LONGEST_WORD, MOST_FEATURES, wordFeatures } from '../../../dist/libs/langid/src/features.js';
import { encode, pack, quantised, weightsIn } from './model-file.js';
import { check, listsOf, piecesOf, withoutQuotations } from './sources.js';

const SCRIPTS = {
  cyrl: {
    bits: 18,
    common: 20_000,
    // Mixed in, what is said would make Belarusian, of which there is no such list, look like its neighbours.
    spoken: false,
    keep: 800e3,
    steps: 12e6,
    letters: /^[\p{Script=Cyrillic}'’ʼ]+$/u,
    tags: 'uk ru be bg sr mk kk',
    pieces: true,
  },
  latn: {
    bits: 18,
    common: 20_000,
    spoken: true,
    keep: 800e3,
    steps: 8e6,
    letters: /^[\p{Script=Latin}'’ʼ·]+$/u,
    // The last five are there to be told from the others, not for a newspaper's sake.
    tags:
      'en pl cs sk ro hu de fr es pt it nl sv da no tr ca hr sl et fi lt lv az vi id ms ' +
      'gl sq is eu ga sr-Latn uk-Latn ru-Latn la',
    pieces: false,
  },
  arab: {
    bits: 14,
    common: 2500,
    spoken: false,
    keep: 20e3,
    steps: 2e6,
    letters: /^[\p{Script=Arabic}\u200c]+$/u,
    tags: 'ar fa ur',
    pieces: false,
  },
};

/** Log-probability of a word in a language whose list lacks it; the lists end at -15. */
const ABSENT = Math.exp(-16.5);
/** The same of a word with a letter that the language does not write, which no longer list would have either. */
const UNWRITABLE = Math.exp(-20);
/** Least logarithm of the odds of such a word; more than one word may say is not needed. */
const LEAST_LOG = -8;
/** How often a word may count at most, in training: those above stand in the table of common words. */
const MOST_FREQUENT = 1e-4;
/** Pieces of words carry less than whole words do. */
const PIECE_WEIGHT = 0.3;
const LEARNING_RATE = 0.8;
/** Draws by which the use of each bucket is counted. */
const COUNTED = 1e6;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { weights: { type: 'string' }, steps: { type: 'string' } },
});
const [sources, name, out] = positionals;
const script = SCRIPTS[name];
if (script === undefined || out === undefined) {
  throw new Error('usage: train.js SOURCES cyrl|latn|arab OUT [--weights MODEL] [--steps NUMBER]');
}
check(sources);
const tags = script.tags.split(' ');
const weights = values.weights === undefined ? learnt() : weightsIn(readFileSync(values.weights));
const listed = collect(sources, script, tags, { spoken: script.spoken });
writeFileSync(out, pack(weights, commonWords(listed, script, tags), script.bits, tags));

/** Steps of the weights of all n-grams, learnt of what an encyclopedia writes. */
function learnt() {
  const items = collect(sources, script, tags, { pieces: script.pieces });
  const exact = train(items, tags, script.bits, Number(values.steps ?? script.steps));
  return quantised(exact, usesOf(items, script.bits), script.keep, tags.length);
}

/** Every word (or piece) once, with its probability in each language that has it, as compressed rows. */
function collect(from, { letters }, languages, { pieces = false, spoken = false }) {
  const index = new Map();
  const texts = [];
  const isPiece = [];
  const entries = [];
  const put = (text, piece, language, share) => {
    const key = piece ? `-${text}` : text;
    let at = index.get(key);
    if (at === undefined) {
      at = texts.push(text) - 1;
      isPiece.push(piece);
      entries.push([]);
      index.set(key, at);
    }
    entries[at].push(language, share);
  };
  const lists = withoutQuotations(listsOf(from, languages, { spoken }));
  for (const [language, tag] of languages.entries()) {
    for (const [word, share] of lists.get(tag)) {
      if (letters.test(word) && word.length <= LONGEST_WORD) put(word, false, language, share);
    }
    if (!pieces) continue;
    for (const [piece, share] of piecesOf(from, tag)) if (letters.test(piece)) put(piece, true, language, share);
  }
  console.log(`${texts.length} words and pieces of ${languages.length} languages`);
  return { texts, isPiece, entries };
}

function train({ texts, isPiece, entries }, tags, bits, rounds) {
  const buckets = 2 ** bits;
  const languages = tags.length;
  const weight = new Float32Array(buckets * languages);
  const gradients = new Float32Array(buckets).fill(1);
  const features = new Int32Array(MOST_FEATURES);
  const codes = new Uint16Array(LONGEST_WORD + 2);
  const scores = new Float64Array(languages);
  const target = new Float64Array(languages);
  const random = generator(12345);
  const draw = drawer(entries, isPiece, random);
  let loss = 0;
  for (let round = 1; round <= rounds; round += 1) {
    const item = draw();
    const length = encode(texts[item], !isPiece[item], codes);
    let count = wordFeatures(codes, length, buckets - 1, features);
    if (!isPiece[item] && length > 5 && random() < 0.5) count -= 1;
    scores.fill(0);
    for (let feature = 0; feature < count; feature += 1) {
      const row = features[feature] * languages;
      for (let language = 0; language < languages; language += 1) scores[language] += weight[row + language];
    }
    loss += gradient(scores, sharesOf(texts[item], entries[item], tags), target);
    let square = 0;
    for (let language = 0; language < languages; language += 1) square += target[language] ** 2;
    const rate = LEARNING_RATE * (1 - (0.95 * round) / rounds);
    for (let feature = 0; feature < count; feature += 1) {
      const bucket = features[feature];
      gradients[bucket] += square;
      const step = rate / Math.sqrt(gradients[bucket]);
      const row = bucket * languages;
      for (let language = 0; language < languages; language += 1) weight[row + language] -= step * target[language];
    }
    if (round % 1e6 === 0) {
      console.log(`${round / 1e6} M rounds, cross-entropy ${(loss / 1e6).toFixed(4)}`);
      loss = 0;
    }
  }
  return weight;
}

/** Replaces `target` by the gradient (predicted less true odds), and returns the cross-entropy. */
function gradient(scores, shares, target) {
  const best = Math.max(...scores);
  let total = 0;
  for (const score of scores) total += Math.exp(score - best);
  target.set(shares);
  let mass = 0;
  for (const share of target) mass += share;
  let loss = 0;
  for (let language = 0; language < target.length; language += 1) {
    const log = scores[language] - best - Math.log(total);
    const truth = target[language] / mass;
    loss -= truth * log;
    target[language] = Math.exp(log) - truth;
  }
  return loss;
}

/** How likely a word is in each language: as listed, or as little as one that a list lacks. */
function sharesOf(text, entry, languages) {
  const shares = Float64Array.from(languages, (language) => (canWrite(language, text) ? ABSENT : UNWRITABLE));
  for (let at = 0; at < entry.length; at += 2) {
    // What a list has of words that its language can't write is quoted.
    if (shares[entry[at]] === ABSENT) shares[entry[at]] = Math.max(ABSENT, entry[at + 1]);
  }
  return shares;
}

/** Draws items by the square root of their frequency. */
function drawer(entries, isPiece, random) {
  const cumulated = new Float64Array(entries.length);
  let total = 0;
  for (const [item, entry] of entries.entries()) {
    let share = 0;
    for (let at = 1; at < entry.length; at += 2) share += entry[at];
    total += Math.sqrt(Math.min(share, MOST_FREQUENT)) * (isPiece[item] ? PIECE_WEIGHT : 1);
    cumulated[item] = total;
  }
  return () => {
    const mark = random() * total;
    let low = 0;
    let high = cumulated.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (cumulated[middle] < mark) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

/** Mulberry32. */
function generator(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The commonest words of each language, with the logarithms of their odds in all that have them, and in those that lack them. */
function commonWords({ texts, isPiece, entries }, { common }, languages) {
  const byLanguage = languages.map(() => []);
  for (const [item, entry] of entries.entries()) {
    if (isPiece[item]) continue;
    for (let at = 0; at < entry.length; at += 2) byLanguage[entry[at]].push([item, entry[at + 1]]);
  }
  const chosen = new Set();
  for (const shares of byLanguage) {
    shares.sort(([, one], [, other]) => other - one);
    for (const [item] of shares.slice(0, common)) chosen.add(item);
  }
  return Array.from(chosen, (item) => {
    const odds = sharesOf(texts[item], entries[item], languages);
    const total = odds.reduce((sum, share) => sum + share, 0);
    const logs = odds.map((share) => (share === ABSENT ? -Infinity : Math.max(LEAST_LOG, Math.log(share / total))));
    return { text: texts[item], odds: logs, lacks: Math.log(ABSENT / total) };
  });
}

/** How often each bucket is asked for. */
function usesOf({ texts, isPiece, entries }, bits) {
  const uses = new Float32Array(2 ** bits);
  const features = new Int32Array(MOST_FEATURES);
  const codes = new Uint16Array(LONGEST_WORD + 2);
  const draw = drawer(entries, isPiece, generator(54321));
  for (let round = 0; round < COUNTED; round += 1) {
    const item = draw();
    const count = wordFeatures(codes, encode(texts[item], !isPiece[item], codes), uses.length - 1, features);
    for (let feature = 0; feature < count; feature += 1) uses[features[feature]] += 1;
  }
  return uses;
}
