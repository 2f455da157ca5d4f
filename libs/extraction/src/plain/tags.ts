import { collapse, fold, wordCount } from '../text/lines.js';
import type { LanguageSplitter } from '../types.js';

export interface Tags {
  section?: string;
  keywords: string[];
}

/** What a page without mark-up gives away about its tag lines. */
export interface TagEvidence {
  /** Short lines that stand alone: headings of lists, navigation. */
  headings: readonly Heading[];
  /** The tag line of the page's own article, if it has one. */
  ownLine?: string;
  splitLanguages?: LanguageSplitter;
}

const SEPARATOR = / ?[,;|•·#] ?| [/–—-] /u;

/**
 * Takes a tag line apart into section and keywords. The section is the part that the page also says elsewhere, as a
 * heading or in its navigation, or what a list's tag line has beyond that of the page's own article.
 */
export function readTagLine(line: string, evidence: TagEvidence): Tags {
  const parts = line.split(SEPARATOR).map(collapse).filter(Boolean);
  if (parts.length > 1) {
    const section = parts.find((part) => isHeading(part, evidence.headings));
    return { ...(section === undefined ? {} : { section }), keywords: parts.filter((part) => part !== section) };
  }
  const cut = sectionIn(line, evidence);
  if (cut === undefined) {
    if (line !== evidence.ownLine && wordCount(line) <= 3) return { section: line, keywords: [] };
    return { keywords: splitRuns(line, evidence.splitLanguages) };
  }
  return { section: cut.section, keywords: cut.rest === '' ? [] : splitRuns(cut.rest, evidence.splitLanguages) };
}

/** The words that all the lines of tags begin with, if they are several lines and words: what follows is the section. */
export function sharedStart(lines: readonly string[]): string | undefined {
  const [first, ...others] = lines.map((line) => line.split(' '));
  if (first === undefined || others.length === 0) return undefined;
  let count = 0;
  while (count < first.length && others.every((line) => line[count] === first[count])) count++;
  return count >= 2 ? first.slice(0, count).join(' ') : undefined;
}

/** A heading, ready to be compared. */
interface Heading {
  whole: string;
  words: number;
  quoted: string[];
}

/** Sites have a few dozen sections; a text full of short lines is no reason to compare with them all. */
const MOST_HEADINGS = 200;

/** Prepares headings for `readTagLine`. */
export function headingsOf(texts: readonly string[]): Heading[] {
  return [...new Set(texts)].slice(0, MOST_HEADINGS).map((text) => {
    const whole = fold(text);
    return { whole, words: wordCount(whole), quoted: quotedIn(text) };
  });
}

/** Whether a heading of the page is this text, quotes it, or says little beside it. */
function isHeading(text: string, headings: readonly Heading[]): boolean {
  const needle = fold(text);
  if (needle.length < 3) return false;
  return headings.some(({ whole, words, quoted }) => {
    if (whole === needle) return true;
    if (!` ${whole} `.includes(` ${needle} `)) return false;
    return quoted.includes(needle) || wordCount(needle) * 3 >= words * 2;
  });
}

const quotedIn = (text: string): string[] =>
  [...text.matchAll(/["“„«»‹‘]([^"“”„«»‹›‘’]{2,80})["”“«»›’]/gu)].map((m) => fold(m[1] ?? ''));

function sectionIn(line: string, { headings, ownLine }: TagEvidence): { section: string; rest: string } | undefined {
  if (isHeading(line, headings)) return { section: line, rest: '' };
  const words = line.split(' ');
  // The longest run of words at the end, or else at the start, that is a heading too.
  for (let from = 1; from < words.length; from++) {
    const section = words.slice(from).join(' ');
    if (isHeading(section, headings)) return { section, rest: words.slice(0, from).join(' ') };
  }
  for (let to = words.length - 1; to > 0; to--) {
    const section = words.slice(0, to).join(' ');
    if (isHeading(section, headings)) return { section, rest: words.slice(to).join(' ') };
  }
  if (ownLine !== undefined && line.length > ownLine.length && line.startsWith(`${ownLine} `))
    return { section: line.slice(ownLine.length + 1), rest: ownLine };
  return undefined;
}

/** One keyword for each run of one language. */
function splitRuns(line: string, split: LanguageSplitter | undefined): string[] {
  if (!split) return [line];
  const runs = split(line)
    .map(({ start, end }) => collapse(line.slice(start, end)))
    .filter(Boolean);
  return runs.length > 0 ? [...new Set(runs)] : [line];
}
