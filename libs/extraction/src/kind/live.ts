import { bareClock, findDates } from '../dates/find.js';
import { settleList, type DateContext } from '../dates/resolve.js';
import type { WrittenDate } from '../dates/written.js';
import { isProseBlock } from '../body/score.js';
import { COMMENT, NAV, RELATED } from '../html/flags.js';
import { nameOf } from '../html/names.js';
import type { Box, Page } from '../html/page.js';
import type { LinkedData } from '../meta/jsonld.js';
import { collapse } from '../text/lines.js';
import type { FoundArticle } from '../types.js';

/** One entry of a live blog. */
interface Entry {
  headline: string | undefined;
  paragraphs: string[];
  written: WrittenDate | undefined;
  firstBlock: number;
  endBlock: number;
}

/** The entries of a live blog and the blocks they take up. */
export interface LiveBlog {
  articles: FoundArticle[];
  /** The first block of the first entry; what stands above is the blog's own text. */
  firstBlock: number;
}

/** So many neighbours with a time and a text each are a live blog. */
const FEWEST = 4;

/** Finds a live blog: neighbours of one name that each begin with a time and go on with prose, or its data. */
export function liveBlogOf(
  page: Page,
  body: readonly number[],
  updates: readonly LinkedData[],
  context: DateContext,
): LiveBlog | undefined {
  const all = visibleEntries(page);
  const told = body.filter((i) => all.some((e) => i >= e.firstBlock && i < e.endBlock)).length;
  const entries = told >= body.length * 0.5 ? all : [];
  if (entries.length < FEWEST) {
    if (updates.length === 0) return undefined;
    const articles = updates.flatMap((u) => articleOfUpdate(u, context));
    return { articles, firstBlock: firstShown(page, articles) };
  }
  const dates = settleList(
    entries.map((e) => e.written),
    context,
  );
  const articles = entries.map((entry, i): FoundArticle => {
    const date = dates[i];
    return {
      ...skeleton(entry.headline, entry.paragraphs.join('\n\n')),
      ...(date ? { date: { ...date, method: 'visible' } } : {}),
    };
  });
  return { articles, firstBlock: entries[0]?.firstBlock ?? Infinity };
}

/** Shorter beginnings are not a text's own. */
const SHORTEST_BEGINNING = 20;
const LONGEST_BEGINNING = 60;

/** Where the first of the entries that the page's data name stands on the page, by its headline or the beginning of its text. */
function firstShown(page: Page, entries: readonly FoundArticle[]): number {
  const beginnings = new Set(
    entries
      .flatMap(({ headline, articleBody }) => [headline ?? '', articleBody])
      .map((text) => text.slice(0, LONGEST_BEGINNING))
      .filter((text) => text.length >= SHORTEST_BEGINNING),
  );
  const first = page.blocks.find((b) => b.heading !== 1 && beginnings.has(b.text.slice(0, LONGEST_BEGINNING)));
  return first?.index ?? Infinity;
}

const skeleton = (headline: string | undefined, articleBody: string): FoundArticle => ({
  representationType: 'partial',
  ...(headline === undefined ? {} : { headline }),
  articleBody,
  keywords: [],
  author: [],
  image: [],
  altIds: [],
  repeatsOnPage: 0,
});

function articleOfUpdate(update: LinkedData, context: DateContext): FoundArticle[] {
  const body = collapse((update.articleBody ?? update.headline ?? '').replace(/<[^<>]{0,500}>/g, ' '));
  if (body === '') return [];
  const written = update.datePublished === undefined ? undefined : findDates(update.datePublished)[0];
  const date = settleList([written], context)[0];
  return [{ ...skeleton(update.headline, body), ...(date ? { date: { ...date, method: 'json-ld' } } : {}) }];
}

function visibleEntries(page: Page): Entry[] {
  const families = new Map<Box, Map<string, Box[]>>();
  for (const box of page.boxes) {
    if (!box.parent || box.context & (NAV | COMMENT | RELATED) || box.endBlock - box.firstBlock < 2) continue;
    const family = families.get(box.parent) ?? new Map<string, Box[]>();
    families.set(box.parent, family);
    const kin = family.get(nameOf(box));
    if (kin) kin.push(box);
    else family.set(nameOf(box), [box]);
  }
  let best: Entry[] = [];
  for (const family of families.values()) {
    for (const kin of family.values()) {
      if (kin.length < FEWEST || kin.length <= best.length) continue;
      const entries = kin.flatMap((box) => entryOf(page, box) ?? []);
      if (entries.length >= kin.length * 0.7 && entries.length > best.length) best = entries;
    }
  }
  return best.length >= FEWEST ? best : [];
}

function entryOf(page: Page, box: Box): Entry | undefined {
  let written: WrittenDate | undefined;
  let headline: string | undefined;
  const paragraphs: string[] = [];
  const time = page.times.find((t) => t.block >= box.firstBlock && t.block < box.endBlock && t.datetime !== undefined);
  if (time?.datetime !== undefined) {
    const stamp = findDates(time.datetime)[0];
    if (stamp) written = { ...stamp, text: time.text || stamp.text };
  }
  for (let i = box.firstBlock; i < box.endBlock; i++) {
    const block = page.blocks[i];
    if (!block) continue;
    const early = i < box.firstBlock + 3 && block.text.length <= 60;
    const date = early ? (bareClock(block.text) ?? findDates(block.text)[0]) : undefined;
    if (date && date.end - date.start >= block.text.length * 0.5) written ??= date;
    else if (block.heading > 0) headline ??= block.text;
    else if (isProseBlock(block)) paragraphs.push(block.text);
  }
  // A live blog tells the hour; dates alone are those of posts and comments.
  if (!written || (written.hour === undefined && written.minutesBack === undefined) || paragraphs.length === 0)
    return undefined;
  return { headline, paragraphs, written, firstBlock: box.firstBlock, endBlock: box.endBlock };
}
