import type { Budget } from '../budget.js';
import { bareClock, findDates } from '../dates/find.js';
import type { WrittenDate } from '../dates/written.js';
import { collapse, endsSentence, fold, isCounter, wordCount } from '../text/lines.js';

/** Pages have a few lines of tags over and over; each line is compared with all of them. */
const MOST_TAGS = 50;

/** One line of a page without mark-up. */
export interface Line {
  index: number;
  text: string;
  /** Empty lines above it. */
  gap: number;
  kind: 'date' | 'tag' | 'counter' | 'text';
  date?: WrittenDate;
  /** Of a date line: what else it says ("World | 5 December"). */
  label?: string;
}

/** A line whose point is its date; the rest of it, if short, is a label. */
function dateLine(text: string): { date: WrittenDate; label?: string } | undefined {
  if (text.length > 110) return undefined;
  const date = findDates(text)[0] ?? bareClock(text);
  if (!date) return undefined;
  const before = text.slice(0, date.start);
  const after = text.slice(date.end);
  const letters = (s: string): number => s.replace(/[^\p{L}\p{N}]/gu, '').length;
  const rest = letters(before) + letters(after);
  const own = letters(text) - rest;
  if (rest > 0 && (endsSentence(text) || (before.trim() !== '' && after.trim() !== '' && rest > own))) return undefined;
  if (rest > own * 1.5 + 4) return undefined;
  const label = collapse(`${before} ${after}`).replace(/^[\s|•·,;:–—/()-]+|[\s|•·,;:–—/()-]{1,20}$/gu, '');
  return label === '' || letters(label) < 3 ? { date } : { date, label };
}

/** A page as long as a book has 10,000. */
const MOST_LINES = 20_000;

/** Reads the lines of a text and says what each is. Tag lines are known by recurring, short and without an end stop. */
export function linesOf(text: string, budget: Budget): Line[] {
  const lines: Line[] = [];
  let gap = 0;
  for (const raw of text.split(/\r\n|[\n\r\u2028\u2029]/u)) {
    if (budget.isOverNow('parse')) break;
    if (lines.length >= MOST_LINES) {
      budget.truncated = true;
      break;
    }
    const line = collapse(raw);
    if (line === '') {
      gap++;
      continue;
    }
    const dated = dateLine(line);
    const kind = dated ? 'date' : isCounter(line) ? 'counter' : 'text';
    lines.push({ index: lines.length, text: line, gap, kind, ...dated });
    gap = 0;
  }
  markTags(lines);
  markLikeTags(lines);
  return lines;
}

const LONGEST_TAG_LINE = 160;

function markTags(lines: readonly Line[]): void {
  const counts = new Map<string, number>();
  const key = (line: Line): string => fold(line.text);
  const couldBeTag = (line: Line): boolean => line.kind === 'text' && line.text.length <= LONGEST_TAG_LINE;
  for (const line of lines) if (couldBeTag(line)) counts.set(key(line), (counts.get(key(line)) ?? 0) + 1);
  const dates = lines.filter((l) => l.kind === 'date').length;
  for (const line of lines) {
    if (!couldBeTag(line) || endsSentence(line.text)) continue;
    const count = counts.get(key(line)) ?? 0;
    const often = count >= 3 && (count >= dates * 0.25 || wordCount(line.text) <= 4);
    const label = count >= 2 && wordCount(line.text) <= 4 && nearDate(lines, line.index);
    if (often || label) line.kind = 'tag';
  }
}

/** Words that a line must share with a line of tags from its beginning, and the share of its own words, to be one too. */
const LIKE_A_TAG = { words: 2, share: 0.6 };

/** Marks lines that begin like a recurring line of tags and end in another word: its section is another. */
function markLikeTags(lines: readonly Line[]): void {
  const tags = [...new Set(lines.filter((l) => l.kind === 'tag').map((l) => fold(l.text)))].map((t) => t.split(' '));
  if (tags.length === 0 || tags.length > MOST_TAGS) return;
  for (const line of lines) {
    if (line.kind !== 'text' || line.text.length > 160 || endsSentence(line.text)) continue;
    const words = fold(line.text).split(' ');
    const shared = (tag: readonly string[]): number => {
      const differs = words.findIndex((w, i) => w !== tag[i]);
      return differs < 0 ? words.length : differs;
    };
    const most = Math.max(...tags.map(shared));
    if (most >= LIKE_A_TAG.words && most >= words.length * LIKE_A_TAG.share) line.kind = 'tag';
  }
}

/** Whether a date stands within a line or two, as it does around every label of a list. */
function nearDate(lines: readonly Line[], index: number): boolean {
  return [-2, -1, 1, 2].some((step) => lines[index + step]?.kind === 'date');
}
