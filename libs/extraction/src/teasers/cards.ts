import type { Box, Page } from '../html/page.js';
import { looksLikeArticle, type Target } from './links.js';

/** A box that tells of one other article. */
export interface Card {
  box: Box;
  url: string;
  /** The links in it that lead to the article; the first with a text names it. */
  targets: Target[];
}

/** The largest home pages lead to some 500 articles. */
const MOST_LINKS = 3000;

/**
 * Finds the cards: from each link to an article up to the largest box that leads to no other article. Neighbours stop
 * each other, so the items of a list end at the list's own children. `inBody`: blocks of the page's own article,
 * whose links are quotations and no teasers.
 */
export function findCards(page: Page, targets: readonly (Target | undefined)[], inBody: ReadonlySet<number>): Card[] {
  const articles = targets
    .filter((t): t is Target => t?.kind === 'article' && !inBody.has(t.link.block))
    .slice(0, MOST_LINKS);
  const cards: Card[] = [];
  let i = 0;
  while (i < articles.length) {
    const first = articles[i];
    if (!first) break;
    let j = i + 1;
    while (j < articles.length && articles[j]?.url === first.url) j++;
    // Links i..j-1 stand next to each other and lead to the same article: one card, or the same card twice.
    const before = articles[i - 1]?.link.index ?? -1;
    const after = articles[j]?.link.index ?? Infinity;
    const group = articles.slice(i, j);
    let start = 0;
    while (start < group.length) {
      const target = group[start];
      if (!target) break;
      const box = climb(page, target.link.box, before, after, inBody);
      let end = start + 1;
      while (end < group.length && (group[end]?.link.index ?? 0) < box.endLink) end++;
      cards.push({ box, url: first.url, targets: group.slice(start, end) });
      start = end;
    }
    i = j;
  }
  return cards;
}

/** Drops lone links whose address is no article's: promos, services. In a list of three their neighbours vouch for them. */
export function likelyCards(cards: readonly Card[]): Card[] {
  const siblings = new Map<Box | undefined, number>();
  for (const { box } of cards) siblings.set(box.parent, (siblings.get(box.parent) ?? 0) + 1);
  return cards.filter(
    (card) =>
      (siblings.get(card.box.parent) ?? 0) >= 3 ||
      card.targets.some((t) => t.link.heading) ||
      card.targets.some((t) => looksLikeArticle(t.address)),
  );
}

const LIMITS = new Set(['body', 'main', 'html', '#document', 'ul', 'ol', 'table', 'tbody']);

function climb(page: Page, from: Box, before: number, after: number, inBody: ReadonlySet<number>): Box {
  let box = from;
  for (let parent = box.parent; parent; parent = parent.parent) {
    if (parent.firstLink <= before || parent.endLink > after || LIMITS.has(parent.tag)) break;
    if (parent.endBlock - parent.firstBlock > 14) break;
    let holdsBody = false;
    for (let b = parent.firstBlock; b < parent.endBlock && !holdsBody; b++)
      holdsBody = inBody.has(b) || page.blocks[b]?.heading === 1;
    if (holdsBody) break;
    box = parent;
  }
  return box;
}
