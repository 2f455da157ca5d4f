import type { Budget } from '../budget.js';
import type { Page } from '../html/page.js';
import type { LinkedData } from '../meta/jsonld.js';
import type { Head } from '../meta/read.js';
import { textOf } from '../html/text-of.js';
import { collapse, sizeOf } from '../text/lines.js';
import { chooseBody } from './choose.js';
import { isCode } from './code.js';
import { textInScripts } from './state.js';
import { leadOf } from './lead.js';
import { belowHeadline, titlesOf, withoutTitle } from './title.js';

/** The text of the page's own article and where it stands. */
export interface FoundBody {
  /** Paragraphs separated by an empty line. */
  text: string;
  /** Indices of its blocks; none when the text comes from the page's data alone. */
  blocks: readonly number[];
  /** Characters of running text. */
  prose: number;
  /** Uncertain: it stands in boxes named or shaped as something else. */
  lenient: boolean;
}

/** The visible text is believed unless the page's data hold so many times as much: pages that show it by script. */
const DATA_WINS = 1.7;
/** An article page that shows less text than this may hold it in its scripts. */
const LITTLE_PROSE = 300;

/** The body of the page's own article: the visible one with its standfirst, or that of the page's data. */
export function bodyOf(page: Page, head: Head, data: LinkedData | undefined, budget: Budget): FoundBody | undefined {
  const visible = chooseBody(page, budget);
  const declared = plainText(data?.articleBody ?? '');
  if (declared.length > 300 && sizeOf(declared) > DATA_WINS * (visible?.prose ?? 0)) {
    return { text: declared, blocks: visible?.blocks ?? [], prose: sizeOf(declared), lenient: false };
  }
  if ((visible?.prose ?? 0) < LITTLE_PROSE && (data !== undefined || head.first('og:type') === 'article')) {
    const hidden = plainText(textInScripts(page.scripts.map((script) => textOf(script, 2_000_000))) ?? '');
    if (hidden.length > LITTLE_PROSE && sizeOf(hidden) > DATA_WINS * (visible?.prose ?? 0))
      return { text: hidden, blocks: visible?.blocks ?? [], prose: sizeOf(hidden), lenient: false };
  }
  if (!visible) return undefined;
  const titles = titlesOf(page, head);
  const own = belowHeadline(page, visible.blocks, titles);
  const lead = leadOf(page, own, head.first('og:description', 'description'));
  const writers = [...(data?.authors ?? []).map((a) => a.name), ...head.all('author')];
  const told = withoutTitle(page, withoutPortraits(page, own, writers), titles);
  const blocks = lead === undefined ? told : [lead, ...told];
  return { text: textOfBlocks(page, blocks), blocks, prose: visible.prose, lenient: visible.lenient };
}

/** A few lines about the writer stand above or below a text, hardly ever in it. */
const ENDS = 3;

/** Leaves out what begins with the writer's name at either end of a body: it tells of the writer. */
function withoutPortraits(page: Page, blocks: readonly number[], writers: readonly string[]): number[] {
  const names = writers.map(collapse).filter((name) => name.length >= 6 && name.length <= 60 && name.includes(' '));
  if (names.length === 0 || blocks.length < 5) return [...blocks];
  const isPortrait = (index: number): boolean => {
    const text = page.blocks[index]?.text ?? '';
    return names.some((name) => text.startsWith(name) && ' ,'.includes(text.charAt(name.length) || '.'));
  };
  return blocks.filter((index, i) => (i >= ENDS && i < blocks.length - ENDS) || !isPortrait(index));
}

/** The paragraphs of some blocks. */
export const textOfBlocks = (page: Page, blocks: readonly number[]): string =>
  blocks.map((i) => page.blocks[i]?.text ?? '').join('\n\n');

/** A text that may hold mark-up, as paragraphs. */
function plainText(text: string): string {
  const bare = /<\/?[a-z]/i.test(text)
    ? text.replace(/<(\/p|br|\/div|\/h\d|\/li)[^<>]*>/gi, '\n').replace(/<[^<>]{0,2000}>/g, '')
    : text;
  return bare
    .split(/[\r\n]+/)
    .map(collapse)
    .filter((line) => line !== '' && !isCode(line))
    .join('\n\n');
}
