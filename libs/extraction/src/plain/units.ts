import { endsSentence, wordCount } from '../text/lines.js';
import { withLabels } from './labels.js';
import type { Line } from './lines.js';
import type { Unit } from './unit.js';

/** A list of items that each carry a date. `start`, `end`: the lines it takes up. */
export interface DatedList {
  start: number;
  end: number;
  units: Unit[];
  /** Lines inside it that belong to no item: headings of its parts. */
  headings: string[];
}

const isText = (line: Line | undefined): line is Line => line?.kind === 'text';
const textsBetween = (lines: readonly Line[], from: number, to: number): Line[] => lines.slice(from, to).filter(isText);

/** The most frequent of some counts; of equals the smallest. */
function mode(counts: readonly number[]): number {
  const seen = new Map<number, number>();
  for (const c of counts) seen.set(c, (seen.get(c) ?? 0) + 1);
  return [...seen].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0] ?? 1;
}

const isProse = (line: Line): boolean => endsSentence(line.text) || wordCount(line.text) > 12;

/** Splits the date lines into runs whose distances are alike: an article's own date stands far from the next. */
function runsOf(lines: readonly Line[], dates: readonly number[]): number[][] {
  const between = dates.slice(1).map((d, i) => textsBetween(lines, (dates[i] ?? 0) + 1, d));
  const gaps = between.map((texts) => texts.length);
  const prose = between.map((texts) => texts.filter(isProse).length);
  const typical = mode(gaps.filter((g) => g > 0));
  const typicalProse = mode(prose.filter((_, i) => (gaps[i] ?? 0) > 0));
  const most = Math.max(typical + 2, Math.ceil(typical * 1.6));
  // Headings come between the items of a list, but not whole paragraphs: those are an article's. It comes first.
  const fits = (i: number): boolean => {
    const slack = i === 0 && gaps.length > 1 ? 0 : 1;
    return (gaps[i] ?? 0) > 0 && (gaps[i] ?? 0) <= most && (prose[i] ?? 0) <= typicalProse + slack;
  };
  const runs: number[][] = [];
  dates.forEach((d, i) => {
    const run = runs.at(-1);
    if (run && i > 0 && fits(i - 1)) run.push(d);
    else runs.push([d]);
  });
  return runs;
}

/** Whether the items of a run begin with their date (else they end with it). */
function dateComesFirst(
  lines: readonly Line[],
  run: readonly number[],
  typical: number,
  lead: Line[],
  tail: Line[],
): boolean {
  if (lead.length === 0) return true;
  if (tail.length === 0) return false;
  let before = 0;
  let after = 0;
  for (const d of run) {
    const own = lines[d];
    const next = lines[d + 1];
    // A text that touches the date belongs to it; a tag line does not tell.
    if (own && own.gap === 0 && isText(lines[d - 1])) before++;
    if (next?.gap === 0 && isText(next)) after++;
  }
  if (before !== after) return after > before;
  return tail.length === typical && tail.some((l) => wordCount(l.text) >= 4);
}

/** Finds the lists of dated items. */
export function datedLists(lines: readonly Line[]): DatedList[] {
  const dates = lines.filter((l) => l.kind === 'date').map((l) => l.index);
  const lists: DatedList[] = [];
  const runs = runsOf(lines, dates);
  runs.forEach((run, r) => {
    const [first] = run;
    const last = run.at(-1);
    if (run.length < 2 || first === undefined || last === undefined) return;
    const floor = (runs[r - 1]?.at(-1) ?? -1) + 1;
    const ceiling = runs[r + 1]?.[0] ?? lines.length;
    lists.push(listOf(lines, run, first, last, floor, ceiling));
  });
  return lists;
}

function listOf(
  lines: readonly Line[],
  run: number[],
  first: number,
  last: number,
  floor: number,
  ceiling: number,
): DatedList {
  const typical = mode(run.slice(1).map((d, i) => textsBetween(lines, (run[i] ?? 0) + 1, d).length));
  const lead = textsBetween(lines, floor, first);
  const tail = textsBetween(lines, last + 1, ceiling);
  const headings: string[] = [];
  const units: Unit[] = [];
  if (dateComesFirst(lines, run, typical, lead, tail)) {
    const end = Math.min(ceiling, (tail[typical - 1]?.index ?? last) + 1);
    run.forEach((d, i) => {
      units.push(unitOf(lines, d + 1, run[i + 1] ?? end, lines[d], typical, 'end', headings));
    });
    const tagAbove = lines[first - 1]?.kind === 'tag' ? first - 1 : first;
    return { start: tagAbove, end, units: withLabels(units.filter((u) => u.texts.length > 0)), headings };
  }
  const tagsLast = lines[last + 1]?.kind === 'tag';
  const start = firstStart(lines, first, floor, typical, lead);
  const cuts = run.map((d) => (tagsLast && lines[d + 1]?.kind === 'tag' ? d + 2 : d + 1));
  run.forEach((d, i) => {
    units.push(
      unitOf(lines, i === 0 ? start : (cuts[i - 1] ?? start), cuts[i] ?? d + 1, lines[d], typical, 'start', headings),
    );
  });
  return { start, end: cuts.at(-1) ?? last + 1, units: withLabels(units.filter((u) => u.texts.length > 0)), headings };
}

/** Where the first item of a list begins whose dates come last: at its tag line, or as many lines above as the others. */
function firstStart(lines: readonly Line[], first: number, floor: number, typical: number, lead: Line[]): number {
  for (let i = first - 1; i >= floor && first - i <= typical + 2; i--) if (lines[i]?.kind === 'tag') return i;
  return lead.at(-typical)?.index ?? first;
}

/** `spare`: the side on which lines beyond the usual number belong to something else (a heading of the next part). */
function unitOf(
  lines: readonly Line[],
  from: number,
  to: number,
  dateLine: Line | undefined,
  typical: number,
  spare: 'start' | 'end',
  headings: string[],
): Unit {
  const inside = lines.slice(from, to);
  const tagAt = inside.findIndex((l) => l.kind === 'tag');
  const tag = tagAt < 0 ? dateLine?.label : inside[tagAt]?.text;
  let texts = inside.filter(isText);
  if (spare === 'start' && tagAt > 0) {
    headings.push(
      ...inside
        .slice(0, tagAt)
        .filter(isText)
        .map((l) => l.text),
    );
    const after = inside.slice(tagAt).filter(isText);
    if (after.length > 0) texts = after;
  }
  const title = (l: Line | undefined): l is Line => l !== undefined && !endsSentence(l.text) && wordCount(l.text) <= 8;
  while (texts.length > typical) {
    const odd = spare === 'start' ? texts[0] : texts.at(-1);
    if (!title(odd)) break;
    headings.push(odd.text);
    texts = spare === 'start' ? texts.slice(1) : texts.slice(0, -1);
  }
  return {
    texts: texts.map((l) => l.text),
    ...(tag === undefined ? {} : { tag }),
    ...(dateLine?.date ? { date: dateLine.date } : {}),
  };
}
