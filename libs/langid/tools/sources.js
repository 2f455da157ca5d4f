/** Reads word frequencies, as `Map(word → probability)`, from the unpacked packages that README.md names. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { add, mixed, normalised } from './frequencies.js';
import { galicianOf, KAZAKH_WORDS, lettersOf } from './hand-made.js';
import { ROMANISATIONS, romanised } from './romanisations.js';
import { mixedWithSpoken } from './spoken.js';

const NGRAMS = ['unigrams', 'bigrams', 'trigrams', 'quadrigrams', 'fivegrams'];

/**
 * Frequencies of the words of languages of one script, each adding up to 1, by tag: as an encyclopedia has them, or mixed
 * with what is said and written elsewhere. "I", "you" and what one does with them are rare in encyclopedias, and common in
 * the quotations and headlines of news.
 *
 * @param spoken whether to mix the two
 */
export function listsOf(sources, tags, { spoken = false } = {}) {
  const written = new Map(tags.map((tag) => [tag, normalised(longerWordsOf(sources, tag))]));
  const lists = spoken ? mixedWithSpoken(sources, written) : written;
  return new Map(tags.map((tag) => [tag, withLetters(tag, lists.get(tag))]));
}

function withLetters(tag, words) {
  const letters = lettersOf(tag);
  for (const word of words.keys()) if (/^[a-zóáé]$/.test(word)) words.delete(word);
  for (const [letter, share] of letters) words.set(letter, share);
  return normalised(words);
}

function longerWordsOf(sources, tag) {
  const roman = ROMANISATIONS[tag];
  if (roman !== undefined) return normalised(inLatinLetters(wikipediaWords(sources, tag.slice(0, 2)), roman));
  if (tag === 'no') {
    // Both written standards are `no` to us; Nynorsk is in one Norwegian news text of about eight.
    return normalised(mixed([wikipediaWords(sources, 'no'), 0.87], [wikipediaWords(sources, 'nn'), 0.13]));
  }
  if (tag === 'hr') {
    // Bosnian news is written nearly the same; what tells the two apart is not in single words.
    return normalised(mixed([wikipediaWords(sources, 'hr'), 0.85], [wikipediaWords(sources, 'bs'), 0.15]));
  }
  if (tag === 'gl') {
    const spelled = new Map();
    for (const [word, share] of wikipediaWords(sources, 'pt')) add(spelled, galicianOf(word), share);
    return normalised(
      mixed([spelled, 0.6], [catalogueWords(sources, 'gl'), 0.3], [normalised(stopWords(sources, 'gl')), 0.1]),
    );
  }
  if (tag === 'kk') {
    const common = new Map();
    KAZAKH_WORDS.split(' ').forEach((word, rank) => add(common, word, 1 / (rank + 5)));
    return normalised(
      mixed([edgeless(sources, 'kk'), 0.6], [catalogueWords(sources, 'kk'), 0.1], [normalised(common), 0.3]),
    );
  }
  return normalised(wikipediaWords(sources, tag));
}

/** Commonest words of a language that show how much of it stands in another's list. */
const TELLING = 400;
/** The words that the other language really lacks are at the low end; a tenth of them must agree. */
const TELLING_SHARE = 0.1;
/** Taken off with some to spare: what a list holds by quotation is not its language. */
const SPARE = 1.5;

/**
 * Takes out of each list what it holds of the others by quotation (English titles everywhere, Russian ones in Ukrainian
 * articles). How much that is shows in the commonest words of the other language that this one hasn't got.
 *
 * @param lists word frequencies by tag, all of one script
 */
export function withoutQuotations(lists) {
  const telling = new Map();
  for (const [tag, words] of lists) {
    const common = Array.from(words)
      .sort(([, one], [, other]) => other - one)
      .slice(0, TELLING);
    telling.set(tag, common);
  }
  const cleaned = new Map();
  for (const [tag, words] of lists) {
    const own = new Map(words);
    for (const [other, common] of telling) {
      if (other === tag) continue;
      const ratios = common.map(([word, share]) => (words.get(word) ?? 0) / share).sort((one, two) => one - two);
      const quoted = ratios[Math.floor(ratios.length * TELLING_SHARE)];
      if (quoted <= 0) continue;
      for (const [word, share] of lists.get(other)) {
        const mine = own.get(word);
        if (mine === undefined) continue;
        const left = mine - SPARE * quoted * share;
        if (left > mine / 4) own.set(word, left);
        else own.delete(word);
      }
      if (quoted > 1e-4) console.log(`${tag} holds ${(quoted * 1e4).toFixed(0)} per 10,000 of ${other}`);
    }
    cleaned.set(tag, normalised(own));
  }
  return cleaned;
}

/** Frequencies of the four- and five-letter pieces of a language's words. */
export function piecesOf(sources, tag) {
  let shorter = new Map([['', 1]]);
  const pieces = new Map();
  for (const [order, name] of NGRAMS.entries()) {
    const file = join(sources, 'lingua', 'language-models', tag, `${name}.json.br`);
    const { ngrams } = JSON.parse(brotliDecompressSync(readFileSync(file)).toString());
    const found = new Map();
    // The file groups n-grams by their probability given the n-1 letters before, written as a fraction.
    for (const [fraction, group] of Object.entries(ngrams)) {
      const [count, of] = fraction.split('/').map(Number);
      for (const ngram of group.split(' ')) {
        const probability = ((shorter.get(ngram.slice(0, -1)) ?? 0) * count) / of;
        if (probability > 0) found.set(ngram, probability);
      }
    }
    shorter = found;
    if (order < 3) continue;
    // Under this, a piece was seen a handful of times.
    for (const [piece, probability] of found) if (probability > 3e-7) pieces.set(piece, probability);
  }
  return pieces;
}

/** Pieces stand in for the words of a language without a word list. */
function edgeless(sources, tag) {
  return normalised(piecesOf(sources, tag));
}

function wikipediaWords(sources, tag) {
  const words = new Map();
  const file = join(sources, 'langidentify_full_model', 'data', `topwords-${tag}.txt.gz`);
  for (const line of gunzipSync(readFileSync(file)).toString().split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const [word, logProbability] = line.split(' ');
    words.set(word, Math.exp(Number(logProbability)));
  }
  return words;
}

function inLatinLetters(words, ways) {
  const latin = new Map();
  for (const [word, share] of words) {
    for (const way of ways) {
      const written = romanised(word, way);
      if (written) add(latin, written, share * way.share);
    }
  }
  return latin;
}

function catalogueWords(sources, tag) {
  const counts = new Map();
  for (const [word, count] of translatedWords(sources, tag)) add(counts, word, count);
  for (const file of catalogues(sources, tag)) {
    const catalogue = readFileSync(file, 'utf8');
    for (const [, quoted] of catalogue.matchAll(/^msgstr(?:\[\d\])? ((?:"(?:[^"\\]|\\.)*"\s*)+)/gm)) {
      const text = Array.from(quoted.matchAll(/"((?:[^"\\]|\\.)*)"/g), ([, part]) => part).join('');
      if (text.includes('Content-Type')) continue;
      const plain = text.replace(/%\(\w+\)[sd]|%[sd]|\{.*?\}|<[^>]+>|\\n/g, ' ').toLowerCase();
      for (const [word] of plain.matchAll(/\p{L}+/gu)) add(counts, word, 1);
    }
  }
  return normalised(counts);
}

/** Words of Home Assistant's translations: one JSON document for each part of it. */
function translatedWords(sources, tag) {
  const counts = new Map();
  const count = (value) => {
    if (typeof value !== 'string') return Object.values(value).forEach(count);
    const plain = value.replace(/\{.*?\}|<[^>]+>|\[.*?\]\(.*?\)/g, ' ').toLowerCase();
    for (const [word] of plain.matchAll(/\p{L}+/gu)) add(counts, word, 1);
  };
  const folder = join(sources, 'homeassistant', 'components');
  for (const name of readdirSync(folder)) {
    const file = join(folder, name, 'translations', `${tag}.json`);
    if (existsSync(file)) count(JSON.parse(readFileSync(file, 'utf8')));
  }
  return counts;
}

function* catalogues(sources, tag) {
  for (const top of ['django', 'wagtail']) {
    for (const path of readdirSync(join(sources, top), { recursive: true })) {
      if (path.includes(join('locale', tag, 'LC_MESSAGES')) && path.endsWith('.po')) yield join(sources, top, path);
    }
  }
}

function stopWords(sources, tag) {
  const lists = JSON.parse(readFileSync(join(sources, 'stopwordsiso', 'stopwords-iso.json'), 'utf8'));
  return new Map(lists[tag].map((word) => [word, 1]));
}

/** Stops with a plain message when a package has not been unpacked. */
export function check(sources) {
  const folders = [
    'langidentify_full_model',
    'lingua',
    'django',
    'wagtail',
    'stopwordsiso',
    'homeassistant',
    'wordfreq',
  ];
  for (const folder of folders) {
    if (!existsSync(join(sources, folder))) {
      throw new Error(`${join(sources, folder)} is missing: unpack the packages that tools/README.md names`);
    }
  }
}
