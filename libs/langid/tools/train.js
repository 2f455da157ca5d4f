#!/usr/bin/env node
/**
 * Trains the word model of one script: `train.js SOURCES cyrl|latn|arab OUT [STEPS]`. README.md says on what and how.
 * Needs the built features (`npm run build`), so that trainer and detector can't differ.
 */
import { writeFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { EDGE, LONGEST_WORD, MOST_FEATURES, wordFeatures, wordHash } from '../../../dist/libs/langid/src/features.js';
import { check, piecesOf, withoutQuotations, wordsOf } from './sources.js';

const SCRIPTS = {
  cyrl: {
    bits: 18,
    common: 6000,
    keep: 800e3,
    steps: 12e6,
    letters: /^[\p{Script=Cyrillic}'’ʼ]+$/u,
    tags: 'uk ru be bg sr mk kk',
    pieces: true,
  },
  latn: {
    bits: 18,
    common: 1500,
    keep: 800e3,
    steps: 8e6,
    letters: /^[\p{Script=Latin}'’ʼ·]+$/u,
    // The last five are there to be told from the others, not for a newspaper's sake.
    tags:
      'en pl cs sk ro hu de fr es pt it nl sv da no tr ca hr sl et fi lt lv az vi id ms ' +
      'gl sq is eu sr-Latn uk-Latn ru-Latn la',
    pieces: false,
  },
  arab: {
    bits: 14,
    common: 2500,
    keep: 20e3,
    steps: 2e6,
    letters: /^[\p{Script=Arabic}\u200c]+$/u,
    tags: 'ar fa ur',
    pieces: false,
  },
};

/** Log-probability of a word in a language whose list lacks it; the lists end at -15. */
const ABSENT = Math.exp(-16.5);
/** How often a word may count at most, in training: those above stand in the table of common words. */
const MOST_FREQUENT = 1e-4;
/** Natural-log units of one step of a common word's odds. */
const WORD_SCALE = 1 / 16;
/** Stored odds of a language that hasn't got the word. */
const LACKS = 255;
/** Pieces of words carry less than whole words do. */
const PIECE_WEIGHT = 0.3;
const LEARNING_RATE = 0.8;
/** Natural-log units of one step of a stored weight. */
const SCALE = 1 / 8;
/** Draws by which the use of each bucket is counted. */
const COUNTED = 1e6;

const [sources, name, out, steps] = process.argv.slice(2);
const script = SCRIPTS[name];
if (script === undefined || out === undefined) throw new Error('usage: train.js SOURCES cyrl|latn|arab OUT [STEPS]');
check(sources);
const tags = script.tags.split(' ');
const items = collect(sources, script, tags);
const weights = train(items, tags.length, script.bits, Number(steps ?? script.steps));
writeFileSync(out, pack(weights, usesOf(items, script.bits), commonWords(items, script, tags), script, tags));

/** Every word (or piece) once, with its probability in each language that has it, as compressed rows. */
function collect(from, { letters, pieces }, languages) {
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
  const lists = withoutQuotations(new Map(languages.map((tag) => [tag, wordsOf(from, tag)])));
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

function train({ texts, isPiece, entries }, languages, bits, rounds) {
  const buckets = 2 ** bits;
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
    loss += gradient(scores, entries[item], target);
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
function gradient(scores, entry, target) {
  const best = Math.max(...scores);
  let total = 0;
  for (const score of scores) total += Math.exp(score - best);
  target.fill(ABSENT);
  for (let at = 0; at < entry.length; at += 2) target[entry[at]] = Math.max(ABSENT, entry[at + 1]);
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

function encode(text, edges, codes) {
  let length = 0;
  if (edges) codes[length++] = EDGE;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    codes[length++] = unit === 0x2019 || unit === 0x2bc ? 0x27 : unit;
  }
  if (edges) codes[length++] = EDGE;
  return length;
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

/** The commonest words of each language, with their odds in all: `[text, Float64Array]`. */
function commonWords({ texts, isPiece, entries }, { common }, languages) {
  const chosen = new Set();
  for (const language of languages.keys()) {
    const shares = [];
    for (const [item, entry] of entries.entries()) {
      if (isPiece[item]) continue;
      for (let at = 0; at < entry.length; at += 2) if (entry[at] === language) shares.push([item, entry[at + 1]]);
    }
    shares.sort(([, one], [, other]) => other - one);
    for (const [item] of shares.slice(0, common)) chosen.add(item);
  }
  return Array.from(chosen, (item) => {
    const odds = new Float64Array(languages.length).fill(ABSENT);
    const entry = entries[item];
    for (let at = 0; at < entry.length; at += 2) odds[entry[at]] = Math.max(ABSENT, entry[at + 1]);
    const total = odds.reduce((sum, share) => sum + share, 0);
    return [texts[item], odds.map((share) => (share === ABSENT ? -Infinity : Math.log(share / total)))];
  });
}

/** A bitmap of the cells that are not `absent`, and their values. */
function sparse(cells, absent) {
  const bitmap = Buffer.alloc(Math.ceil(cells.length / 8));
  for (const [at, value] of cells.entries()) if (value !== absent) bitmap[at >> 3] |= 1 << (at & 7);
  return { bitmap, values: Buffer.from(cells.filter((value) => value !== absent)) };
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

/**
 * Weights in steps, bucket by bucket, all but the `keep` most useful set to none. A weight's use is the variance that
 * it brings into the scores: its square, as often as its bucket is asked for.
 */
function quantised(weight, uses, keep, languages) {
  const buckets = uses.length;
  const steps = new Int8Array(weight.length);
  const use = new Float32Array(weight.length);
  for (let bucket = 0; bucket < buckets; bucket += 1) {
    const row = weight.subarray(bucket * languages, (bucket + 1) * languages);
    // Only differences count: centred, most are near none.
    const mean = row.reduce((sum, value) => sum + value, 0) / languages;
    for (const [language, value] of row.entries()) {
      const at = bucket * languages + language;
      steps[at] = Math.max(-127, Math.min(127, Math.round((value - mean) / SCALE)));
      use[at] = steps[at] ** 2 * (uses[bucket] + 0.5);
    }
  }
  const least = use.slice().sort()[Math.max(0, use.length - keep)];
  for (const [at, value] of use.entries()) if (value < least) steps[at] = 0;
  return steps;
}

/** See `WordModel.parse`. */
function pack(weight, uses, common, { bits, keep }, languages) {
  const bytes = quantised(weight, uses, keep, languages.length);
  const codes = new Uint16Array(LONGEST_WORD);
  const hashed = common.map(([text, odds]) => [wordHash(codes, 0, encode(text, false, codes)), odds]);
  // Words of one language together pack better.
  const leader = (odds) => odds.indexOf(Math.max(...odds));
  hashed.sort(([, one], [, other]) => leader(one) - leader(other));
  const hashes = Int32Array.from(hashed, ([hash]) => hash);
  const rows = new Uint8Array(common.length * languages.length);
  for (const [row, [, odds]] of hashed.entries()) {
    for (const [language, log] of odds.entries()) {
      rows[row * languages.length + language] = Math.min(LACKS, Math.round(-log / WORD_SCALE));
    }
  }
  const weights = sparse(new Uint8Array(bytes.buffer), 0);
  const odds = sparse(rows, LACKS);
  const stored = [weights.values.length, odds.values.length];
  const header = { bits, scale: SCALE, words: common.length, wordScale: WORD_SCALE, stored, tags: languages };
  const file = [
    Buffer.from(`${JSON.stringify(header)}\n`),
    ...[weights.bitmap, weights.values, Buffer.from(hashes.buffer), odds.bitmap, odds.values],
  ];
  const whole = Buffer.concat(file);
  const packed = brotliCompressSync(whole, {
    params: { [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: whole.length },
  });
  console.log(`${common.length} common words, ${packed.length} bytes`);
  return packed;
}
