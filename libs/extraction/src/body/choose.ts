import type { Box, Page } from '../html/page.js';
import { BODY } from '../html/flags.js';
import { blockScore, isProseBlock, linkDensity, outsideBlocks } from './score.js';
import { CAPTION, TAGS, AUTHOR, DATE } from '../html/flags.js';

/** The body of the page's own article: the box it stands in and the blocks that are its text. */
export interface Body {
  box: Box;
  /** Indices of the blocks, in page order. */
  blocks: number[];
  /** Characters of prose. */
  prose: number;
  outside: boolean[];
}

/** Chooses the box that holds most prose for least else, and trims what is not the text from it. */
export function chooseBody(page: Page): Body | undefined {
  const outside = outsideBlocks(page);
  const { blocks, boxes } = page;
  const sum = new Float64Array(blocks.length + 1);
  const prose = new Float64Array(blocks.length + 1);
  blocks.forEach((block, i) => {
    const out = outside[i] ?? false;
    sum[i + 1] = (sum[i] ?? 0) + blockScore(block, out);
    prose[i + 1] = (prose[i] ?? 0) + (!out && isProseBlock(block) ? block.text.length : 0);
  });
  let best: Box | undefined;
  let bestScore = 0;
  for (const box of boxes) {
    let score = (sum[box.endBlock] ?? 0) - (sum[box.firstBlock] ?? 0);
    if (box.flags & BODY) score *= 1.2;
    // Of two boxes around the same text, the inner one; boxes come outer first.
    if (score >= bestScore && score > 0) {
      best = box;
      bestScore = score;
    }
  }
  if (!best) return undefined;
  const kept = trim(page, best, outside);
  const length = kept.reduce((n, i) => n + proseLength(page, i), 0);
  return kept.length > 0 ? { box: best, blocks: kept, prose: length, outside } : undefined;
}

function proseLength(page: Page, index: number): number {
  const block = page.blocks[index];
  return block && isProseBlock(block) ? block.text.length : 0;
}

function trim(page: Page, box: Box, outside: boolean[]): number[] {
  const kept: number[] = [];
  for (let i = box.firstBlock; i < box.endBlock; i++) {
    const block = page.blocks[i];
    if (!block || outside[i]) continue;
    const links = linkDensity(block);
    if (block.heading === 1 || links > 0.6) continue;
    if (block.flags & (CAPTION | TAGS | AUTHOR | DATE) && block.text.length < 200) continue;
    if (
      isProseBlock(block) ||
      block.heading > 0 ||
      block.text.length >= 30 ||
      block.box.tag === 'li' ||
      block.box.tag === 'p'
    )
      kept.push(i);
  }
  // Headings and labels with no text behind them are the beginning of something else.
  while (kept.length > 0 && proseLength(page, kept.at(-1) ?? 0) === 0) kept.pop();
  return kept;
}
