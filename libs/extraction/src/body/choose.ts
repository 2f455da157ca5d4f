import type { Budget } from '../budget.js';
import { BODY } from '../html/flags.js';
import type { Block, Box, Page } from '../html/page.js';
import { classOf, nameOf } from '../html/names.js';
import { blockScore, isBodyProse, LENIENT, proseOf, STRICT, type Strictness } from './score.js';
import { trimBody } from './trim.js';

/** The body of the page's own article: the box it stands in and the blocks that are its text. */
export interface Body {
  box: Box;
  /** Indices of the blocks, in page order. */
  blocks: number[];
  /** Characters of prose, as `sizeOf` counts them. */
  prose: number;
  /** Found only by not believing the names of boxes. */
  lenient: boolean;
}

/**
 * Chooses the box that holds most prose for least else, widens it to what is alike, and trims the rest away. When the
 * names of boxes leave hardly anything of the page's prose, it tries again believing only the surest of them.
 */
export function chooseBody(page: Page, budget: Budget): Body | undefined {
  const strict = bodyBy(page, STRICT);
  const total = page.blocks.reduce((n, b) => n + proseLength(b, LENIENT), 0);
  if (strict && (strict.prose >= 500 || strict.prose >= total * 0.3)) return strict;
  if (budget.isOver('body')) return strict;
  const lenient = bodyBy(page, LENIENT);
  return lenient && lenient.prose > 2 * (strict?.prose ?? 0) ? lenient : strict;
}

function bodyBy(page: Page, strictness: Strictness): Body | undefined {
  const sums = new Sums(page, strictness);
  const densest = densestBox(page, sums);
  if (!densest) return undefined;
  const core = coreOf(page, densest, sums);
  const { box, kind } = widen(page, core, sums, strictness);
  const isCore = (i: number): boolean => i >= core.firstBlock && i < core.endBlock;
  const members = page.blocks
    .slice(box.firstBlock, Math.min(box.endBlock, nextArticle(page, core)))
    .filter((b) => isCore(b.index) || (isBodyProse(b, strictness) && isAlike(b, kind)));
  const range: number[] = [];
  for (let i = members[0]?.index ?? 0; i <= (members.at(-1)?.index ?? -1); i++) range.push(i);
  const blocks = trimBody(page, range, isCore, strictness);
  const prose = blocks.reduce((n, i) => n + proseLength(page.blocks[i], strictness), 0);
  return blocks.length > 0 ? { box, blocks, prose, lenient: strictness === LENIENT } : undefined;
}

/** Where a title behind the core begins the next article, which some pages go on with; not where titles head parts of the text. */
function nextArticle(page: Page, core: Box): number {
  const titles = page.blocks.filter((b) => b.heading === 1 && b.index > core.firstBlock);
  const [first] = titles;
  return first !== undefined && first.index >= core.endBlock ? first.index : Infinity;
}

const proseLength = (block: Block | undefined, strictness: Strictness): number =>
  block && isBodyProse(block, strictness) ? proseOf(block) : 0;

/** Running sums over the blocks: what any box holds is one subtraction. */
class Sums {
  private readonly score: Float64Array;
  private readonly prose: Float64Array;

  constructor(page: Page, strictness: Strictness) {
    const n = page.blocks.length;
    this.score = new Float64Array(n + 1);
    this.prose = new Float64Array(n + 1);
    page.blocks.forEach((block, i) => {
      this.score[i + 1] = (this.score[i] ?? 0) + blockScore(block, strictness);
      this.prose[i + 1] = (this.prose[i] ?? 0) + proseLength(block, strictness);
    });
  }

  scoreOf(box: Box): number {
    return (this.score[box.endBlock] ?? 0) - (this.score[box.firstBlock] ?? 0);
  }

  proseOf(box: Box): number {
    return (this.prose[box.endBlock] ?? 0) - (this.prose[box.firstBlock] ?? 0);
  }
}

/** Between a headline and the text below it stand at most so many blocks: byline, date, tools, captions. */
const NEAR = 25;

function densestBox(page: Page, sums: Sums): Box | undefined {
  let best: Box | undefined;
  let bestScore = 0;
  const headline = page.blocks.find((b) => b.heading === 1)?.index ?? -Infinity;
  for (const box of page.boxes) {
    const near = headline >= box.firstBlock - NEAR && headline < box.endBlock;
    const score = sums.scoreOf(box) * (box.flags & BODY ? 1.2 : 1) * (near ? 1.3 : 1);
    // Of two boxes around the same text, the inner one; boxes come outer first.
    if (score >= bestScore && score > 0) {
      best = box;
      bestScore = score;
    }
  }
  return best;
}

/** The smallest box that still holds most of the prose. */
function coreOf(page: Page, box: Box, sums: Sums): Box {
  const enough = sums.proseOf(box) * 0.75;
  let core = box;
  for (const inner of page.boxes) {
    if (inner.firstBlock < core.firstBlock || inner.endBlock > core.endBlock || inner.depth <= core.depth) continue;
    if (sums.proseOf(inner) >= enough) core = inner;
  }
  return core;
}

/** Where a paragraph stands, in terms that its neighbours in other parts of the same body share. */
function signature(block: Block): string {
  const { box } = block;
  return `${box.depth} ${box.tag} ${nameOf(box.parent)} ${nameOf(box.parent?.parent)}`;
}

/** What tells the paragraphs of one body from other prose of the page. */
interface Kind {
  /** Places of the core's paragraphs. */
  places: ReadonlySet<string>;
  /** The class that most of the core's paragraphs carry themselves, if any. */
  ownClass: string | undefined;
}

function kindOf(page: Page, core: Box, strictness: Strictness): Kind {
  const places = new Set<string>();
  const classes = new Map<string, number>();
  let total = 0;
  for (let i = core.firstBlock; i < core.endBlock; i++) {
    const block = page.blocks[i];
    if (!block || !isBodyProse(block, strictness)) continue;
    places.add(signature(block));
    const own = classOf(block.box);
    total += block.text.length;
    if (block.box !== core && own !== '') classes.set(own, (classes.get(own) ?? 0) + block.text.length);
  }
  const [ownClass, length] = [...classes].sort((x, y) => y[1] - x[1])[0] ?? [undefined, 0];
  return { places, ownClass: length > total * 0.5 ? ownClass : undefined };
}

function isAlike(block: Block, kind: Kind): boolean {
  if (kind.places.has(signature(block))) return true;
  if (kind.ownClass !== undefined && classOf(block.box) === kind.ownClass && block.box.tag === 'p') return true;
  // A paragraph right in a box that is named as a body.
  return block.box.tag === 'p' && ((block.box.parent?.flags ?? 0) & BODY) !== 0;
}

/** So much more prose makes a wider box worth its risk. Above the core little will do: first paragraphs stand apart. */
const GAIN_ABOVE = 1.02;
const GAIN_ANYWHERE = 1.08;

/** Goes up as long as that brings more prose of the same kind: bodies that come in several boxes. */
function widen(page: Page, core: Box, sums: Sums, strictness: Strictness): { box: Box; kind: Kind } {
  const kind = kindOf(page, core, strictness);
  let box = core;
  let known = sums.proseOf(core);
  for (let outer = core.parent; outer; outer = outer.parent) {
    if (sums.proseOf(outer) <= known) continue;
    let gained = 0;
    let above = 0;
    for (let i = outer.firstBlock; i < outer.endBlock; i++) {
      const block = page.blocks[i];
      if (!block || !isBodyProse(block, strictness) || !isAlike(block, kind)) continue;
      const length = proseOf(block);
      gained += length;
      if (i < core.firstBlock) above += length;
    }
    if (gained > known * GAIN_ANYWHERE || (above > known * (GAIN_ABOVE - 1) && gained > known * GAIN_ABOVE)) {
      box = outer;
      known = gained;
    }
  }
  return { box, kind };
}
