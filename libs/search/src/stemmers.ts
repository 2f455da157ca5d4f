import { stemmer as arabic } from '@orama/stemmers/arabic';
import { stemmer as armenian } from '@orama/stemmers/armenian';
import { stemmer as danish } from '@orama/stemmers/danish';
import { stemmer as dutch } from '@orama/stemmers/dutch';
import { stemmer as english } from '@orama/stemmers/english';
import { stemmer as finnish } from '@orama/stemmers/finnish';
import { stemmer as french } from '@orama/stemmers/french';
import { stemmer as german } from '@orama/stemmers/german';
import { stemmer as greek } from '@orama/stemmers/greek';
import { stemmer as hindi } from '@orama/stemmers/indian';
import { stemmer as hungarian } from '@orama/stemmers/hungarian';
import { stemmer as indonesian } from '@orama/stemmers/indonesian';
import { stemmer as irish } from '@orama/stemmers/irish';
import { stemmer as italian } from '@orama/stemmers/italian';
import { stemmer as lithuanian } from '@orama/stemmers/lithuanian';
import { stemmer as nepali } from '@orama/stemmers/nepali';
import { stemmer as norwegian } from '@orama/stemmers/norwegian';
import { stemmer as portuguese } from '@orama/stemmers/portuguese';
import { stemmer as romanian } from '@orama/stemmers/romanian';
import { stemmer as russian } from '@orama/stemmers/russian';
import { stemmer as serbian } from '@orama/stemmers/serbian';
import { stemmer as spanish } from '@orama/stemmers/spanish';
import { stemmer as swedish } from '@orama/stemmers/swedish';
import { stemmer as tamil } from '@orama/stemmers/tamil';
import { stemmer as turkish } from '@orama/stemmers/turkish';
import { stemmer as ukrainian } from '@orama/stemmers/ukrainian';
import { belarusianStemmer, bulgarianStemmer, czechStemmer, polishStemmer, slovakStemmer } from './light-stemmers.js';
import { memo } from './memo.js';
import { fold } from './words.js';

type Stemmer = (word: string) => string;

interface Kind {
  stem: Stemmer;
  script: RegExp;
}

const latin = /^\p{Script=Latin}/u;
const cyrillic = /^\p{Script=Cyrillic}/u;

/**
 * Snowball's algorithms, and a few in their manner (Ukrainian), by primary language subtag; light ones of our own where the
 * package has none. Its Bulgarian one is left out: it fails on some words (of 3.1.18).
 */
const STEMMERS: Readonly<Record<string, Kind>> = {
  ar: { stem: arabic, script: /^\p{Script=Arabic}/u },
  be: { stem: belarusianStemmer, script: cyrillic },
  bg: { stem: bulgarianStemmer, script: cyrillic },
  cs: { stem: czechStemmer, script: latin },
  da: { stem: danish, script: latin },
  de: { stem: german, script: latin },
  el: { stem: greek, script: /^\p{Script=Greek}/u },
  en: { stem: english, script: latin },
  es: { stem: spanish, script: latin },
  fi: { stem: finnish, script: latin },
  fr: { stem: french, script: latin },
  ga: { stem: irish, script: latin },
  hi: { stem: hindi, script: /^\p{Script=Devanagari}/u },
  hu: { stem: hungarian, script: latin },
  hy: { stem: armenian, script: /^\p{Script=Armenian}/u },
  id: { stem: indonesian, script: latin },
  it: { stem: italian, script: latin },
  lt: { stem: lithuanian, script: latin },
  ne: { stem: nepali, script: /^\p{Script=Devanagari}/u },
  nl: { stem: dutch, script: latin },
  no: { stem: norwegian, script: latin },
  nb: { stem: norwegian, script: latin },
  nn: { stem: norwegian, script: latin },
  pl: { stem: polishStemmer, script: latin },
  pt: { stem: portuguese, script: latin },
  ro: { stem: romanian, script: latin },
  ru: { stem: russian, script: cyrillic },
  sk: { stem: slovakStemmer, script: latin },
  // Serbian and its kin in Latin letters: the algorithm writes Cyrillic as Latin first.
  sr: { stem: serbian, script: /^[\p{Script=Latin}\p{Script=Cyrillic}]/u },
  hr: { stem: serbian, script: latin },
  bs: { stem: serbian, script: latin },
  sv: { stem: swedish, script: latin },
  ta: { stem: tamil, script: /^\p{Script=Tamil}/u },
  tr: { stem: turkish, script: latin },
  uk: { stem: ukrainian, script: cyrillic },
};

/** Languages whose word forms are found for one another, as primary subtags. In all others a form finds itself alone. */
export const STEMMED_LANGUAGES: readonly string[] = Object.keys(STEMMERS);

const primary = memo(100, (tag) => tag.toLowerCase().split('-', 1)[0] ?? '');

/**
 * Words whose stem is kept, per language: a few thousand words make up nine tenths of news. With all languages in use it is
 * some 40 MB at most; a line that reads five holds 5.
 */
const KEPT = 5_000;

const FOLDED_STEMS = new Map(
  Object.entries(STEMMERS).map(([language, { stem, script }]) => [
    language,
    memo(KEPT, (lower) => (script.test(lower) ? fold(stem(lower)) : '')),
  ]),
);

/**
 * Folded stems of a word in the languages given (BCP 47), those that differ from the folded word itself; in all languages
 * of its script when none is given.
 */
export function stemsOf(lower: string, languages: readonly string[] | undefined): string[] {
  const word = fold(lower);
  const found = new Set<string>();
  for (const language of languages?.map(primary) ?? STEMMED_LANGUAGES) {
    const stem = FOLDED_STEMS.get(language)?.(lower) ?? '';
    // What a stemmer leaves of a short word says nothing.
    if (stem.length >= SHORTEST_STEM && stem !== word) found.add(stem);
  }
  return [...found];
}

/** Characters. */
const SHORTEST_STEM = 3;
