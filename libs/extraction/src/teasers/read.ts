import { findDates, bareClock } from '../dates/find.js';
import { settleList, type DateContext } from '../dates/resolve.js';
import type { WrittenDate } from '../dates/written.js';
import { dateInAddress } from '../meta/address-date.js';
import { TAG_PATH } from '../meta/keywords.js';
import { AUTHOR, CAPTION, SECTION, TAGS } from '../html/flags.js';
import type { Box, Page } from '../html/page.js';
import { collapse, endsSentence, isCounter, isProse } from '../text/lines.js';
import type { FoundArticle } from '../types.js';
import { absoluteUrl } from '../url.js';
import type { Budget } from '../budget.js';
import type { Card } from './cards.js';
import type { Target } from './links.js';

interface Draft {
  card: Card;
  article: FoundArticle;
  written: WrittenDate | undefined;
  method: string;
}

export interface TeaserContext {
  page: Page;
  targets: readonly (Target | undefined)[];
  base: string | undefined;
  dates: DateContext;
  /** Addresses that stand in the page's navigation. */
  navigation: ReadonlySet<string>;
  budget: Budget;
}

/** Makes an article of every card; the dates of one list are settled together. */
export function readCards(cards: readonly Card[], context: TeaserContext): FoundArticle[] {
  const drafts: Draft[] = [];
  for (const card of cards) {
    if (context.budget.isOver('teasers')) break;
    drafts.push(draft(card, context));
  }
  const lists = new Map<Box | undefined, Draft[]>();
  for (const d of drafts) {
    const list = lists.get(d.card.box.parent);
    if (list) list.push(d);
    else lists.set(d.card.box.parent, [d]);
  }
  for (const list of lists.values()) {
    const settled = settleList(
      list.map((d) => d.written),
      context.dates,
    );
    list.forEach((d, i) => {
      const date = settled[i];
      if (date) d.article.date = { ...date, method: d.method };
    });
  }
  return drafts.map((d) => d.article);
}

function draft(card: Card, context: TeaserContext): Draft {
  const { page, base } = context;
  const { box } = card;
  const title = card.targets.reduce((a, b) => (better(b, a) ? b : a));
  const headline = title.link.text;
  const titleBlocks = new Set(card.targets.map((t) => t.link.block));
  const labels = context.targets
    .slice(box.firstLink, box.endLink)
    .filter((t): t is Target => t?.kind === 'label' && t.link.text !== '');
  let written: WrittenDate | undefined;
  let method = 'visible';
  const time = page.times.find((t) => t.block >= box.firstBlock && t.block <= box.endBlock && within(t.box, box));
  if (time) {
    const stamp = time.datetime === undefined ? undefined : findDates(time.datetime)[0];
    if (stamp) {
      written = { ...stamp, text: time.text || stamp.text };
      method = 'time';
    }
  }
  const texts: string[] = [];
  let section: string | undefined;
  for (let i = box.firstBlock; i < box.endBlock; i++) {
    const block = page.blocks[i];
    if (!block || (isCounter(block.text) && !/\d[.:/]\d/.test(block.text))) continue;
    if (block.text.length <= 120 && !titleBlocks.has(i)) {
      const date = findDates(block.text)[0] ?? bareClock(block.text);
      if (date) {
        if (!written || (written.hour === undefined && date.hour !== undefined && method === 'visible')) written = date;
        if (date.end - date.start > block.text.length * 0.5) continue;
      }
    }
    if (titleBlocks.has(i)) {
      // A date or a text in the same block as the title.
      const rest = collapse(block.text.replace(headline, ' '));
      if (!written && rest.length > 0 && rest.length < 120) written = findDates(rest)[0] ?? bareClock(rest);
      continue;
    }
    if (block.flags & SECTION && block.text.length < 60 && !/\d/.test(block.text)) section ??= block.text;
    const elsewhere = block.linkChars > block.text.length * 0.5 && !inCardLink(block.box, box);
    if (elsewhere || block.flags & (TAGS | AUTHOR | CAPTION | SECTION)) continue;
    if (block.text.length >= 40 && (endsSentence(block.text) || block.text.length >= 80)) texts.push(block.text);
  }
  // An address that names the day settles what a bare time leaves open, or is all the date there is.
  const addressed = dateInAddress(title.address);
  if (addressed && (written === undefined || written.bare)) {
    const { year, month, day } = addressed;
    if (written === undefined) method = 'url';
    written = written ? withDay(written, { year, month, day }) : addressed;
  }
  // A tag is no section, even alone; what stands in the navigation is one, even among others.
  const [only, second] = labels.filter((t) => !TAG_PATH.test(t.url));
  const sectionLabel = labels.find((t) => context.navigation.has(t.url)) ?? (second === undefined ? only : undefined);
  const articleSection = sectionLabel?.link.text ?? section;
  const keywords = [...new Set(labels.filter((t) => t !== sectionLabel).map((t) => t.link.text))];
  const picture = page.pictures.find((p) => p.block >= box.firstBlock && p.block <= box.endBlock && within(p.box, box));
  const image = absoluteUrl(picture?.src, base)?.href;
  // The headline again, perhaps with a counter glued to it, is no text of its own.
  const body = texts.filter((t) => !(t.startsWith(headline) && t.length < headline.length + 20)).join('\n\n');
  const relative = base === undefined && /^https?:\/\/relative\.invalid\//.test(card.url);
  const article: FoundArticle = {
    representationType: 'partial',
    ...(relative ? {} : { url: title.address.href, canonicalUrl: card.url }),
    ...(body === '' && isProse(headline) ? {} : { headline }),
    ...(body === '' ? {} : { description: texts[0] }),
    articleBody: body === '' ? headline : body,
    ...(articleSection === undefined ? {} : { articleSection }),
    keywords,
    author: [],
    image: image === undefined ? [] : [{ url: image }],
    altIds: [],
    repeatsOnPage: 0,
  };
  return { card, article, written, method };
}

function withDay(written: WrittenDate, day: Pick<WrittenDate, 'year' | 'month' | 'day'>): WrittenDate {
  const { daysBack: _today, bare: _bare, ...time } = written;
  return { ...time, ...day };
}

/** A heading names the article better than a plain link, a longer text better than "read more". */
function better(a: Target, b: Target): boolean {
  if (a.link.heading !== b.link.heading) return a.link.heading && a.link.text !== '';
  return a.link.text.length > b.link.text.length;
}

/** Whether the card, or the part of it that a box stands in, is one link. */
function inCardLink(box: Box, card: Box): boolean {
  for (let b: Box | undefined = box; b; b = b.parent) {
    if (b.tag === 'a') return true;
    if (b === card) return false;
  }
  return false;
}

function within(inner: Box, outer: Box): boolean {
  for (let box: Box | undefined = inner; box && box.depth >= outer.depth; box = box.parent)
    if (box === outer) return true;
  return false;
}
