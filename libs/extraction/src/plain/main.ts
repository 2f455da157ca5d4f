import type { WrittenDate } from '../dates/written.js';
import { endsSentence, wordCount } from '../text/lines.js';
import type { Line } from './lines.js';

/** The page's own article, as lines. */
export interface OwnArticle {
  headline?: string;
  date?: WrittenDate;
  tagLine?: string;
  paragraphs: string[];
}

/** Shorter lines without an end stop are labels, links and promos, not the last words of an article. */
const SHORT_LINE = 100;
/** A headline hardly ever gets this long. */
const LONG_HEADLINE = 220;
const isProse = (line: Line): boolean =>
  line.kind === 'text' && (endsSentence(line.text) || line.text.length >= SHORT_LINE);

/** Reads the page's own article from the lines above the first list. Undefined when there is none. */
export function ownArticle(lines: readonly Line[], tagLines: readonly string[]): OwnArticle | undefined {
  const date = lines.find((l) => l.kind === 'date');
  const firstProse =
    lines.find(
      (l) => isProse(l) && wordCount(l.text) >= 8 && (endsSentence(l.text) || l.text.length >= LONG_HEADLINE),
    ) ?? lines.find((l) => isProse(l) && l.index > 0);
  if (!firstProse) return undefined;
  const above = lines.filter((l) => l.kind === 'text' && l.index < Math.min(date?.index ?? Infinity, firstProse.index));
  let headlineLine = above.filter((l) => wordCount(l.text) >= 4).at(-1) ?? above.at(-1);
  // A date above everything: the headline comes after it.
  const below = lines.filter((l) => l.kind === 'text' && l.index > (date?.index ?? -1) && l.index < firstProse.index);
  if (!headlineLine && below.length > 0) headlineLine = below.find((l) => wordCount(l.text) >= 4) ?? below[0];
  if (!headlineLine && date && date.index < firstProse.index) headlineLine = below[0];
  const from = Math.max(headlineLine?.index ?? -1, date && date.index < firstProse.index ? date.index : -1) + 1;
  let rest = lines.slice(from - (lines[0]?.index ?? 0));
  const tagLine = rest.slice(0, 2).find((l) => isTagLine(l, tagLines, rest));
  rest = rest.filter((l) => l !== tagLine && l.kind === 'text');
  const paragraphs = trimEnd(rest).map((l) => l.text);
  if (paragraphs.length === 0) return undefined;
  return {
    ...(headlineLine ? { headline: headlineLine.text } : {}),
    ...(date?.date ? { date: date.date } : {}),
    ...(tagLine ? { tagLine: tagLine.text } : {}),
    paragraphs,
  };
}

/** A tag line recurs, begins like one that recurs, or hangs on the date line with nothing of a sentence. */
function isTagLine(line: Line, tagLines: readonly string[], rest: readonly Line[]): boolean {
  if (line.kind === 'tag') return true;
  if (line.kind !== 'text' || endsSentence(line.text) || line.text.length > 200) return false;
  if (tagLines.some((tag) => tag.startsWith(`${line.text} `) || line.text.startsWith(`${tag} `))) return true;
  const next = rest[rest.indexOf(line) + 1];
  return line.gap === 0 && wordCount(line.text) <= 15 && next !== undefined && next.gap > 0 && isProse(next);
}

/** Takes promos, links and counters off the end. */
function trimEnd(lines: readonly Line[]): Line[] {
  const kept = [...lines];
  const prose = kept.filter(isProse);
  const average = prose.reduce((n, l) => n + l.text.length, 0) / Math.max(1, prose.length);
  for (let last = kept.at(-1); last && kept.length > 1; last = kept.at(-1)) {
    const label = !isProse(last);
    // A lone short sentence set off by more than the usual empty line.
    const usual = kept.at(-2)?.gap ?? 1;
    const lone = prose.length >= 3 && last.gap > Math.max(1, usual) && last.text.length < average / 3;
    if (!label && !lone) break;
    kept.pop();
  }
  return kept;
}
