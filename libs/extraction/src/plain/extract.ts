import type { Budget } from '../budget.js';
import { findDates } from '../dates/find.js';
import { orderOf, settleDate, settleList, type DateContext } from '../dates/resolve.js';
import { mergeRepeats } from '../teasers/merge.js';
import { endsSentence, isProse, wordCount } from '../text/lines.js';
import type { FoundArticle, FoundPage, LanguageSplitter } from '../types.js';
import { absoluteUrl, canonicalForm } from '../url.js';
import { linesOf, type Line } from './lines.js';
import { ownArticle } from './main.js';
import { headingsOf, readTagLine, sharedStart, type TagEvidence } from './tags.js';
import type { Unit } from './unit.js';
import { datedLists } from './units.js';

/** What a call brings that is not in the text. */
export interface PlainSurroundings {
  url: string | undefined;
  dates: DateContext;
  splitLanguages: LanguageSplitter | undefined;
  budget: Budget;
}

/** Takes a page without mark-up apart. */
export function extractPlain(
  text: string,
  { url, dates, splitLanguages, budget }: PlainSurroundings,
): Omit<FoundPage, 'charset' | 'truncated'> {
  const lines = linesOf(text, budget);
  const lists = datedLists(lines);
  const order = orderOf(lines.flatMap((l) => (l.kind === 'date' ? findDates(l.text) : [])));
  const context: DateContext = { ...dates, ...(order ? { order } : {}) };
  const tagLines = [...new Set(lines.filter((l) => l.kind === 'tag').map((l) => l.text))];
  const own = ownArticle(lines.slice(0, lists[0]?.start ?? lines.length), tagLines);
  const ownLine = own?.tagLine ?? sharedStart(tagLines);
  const evidence: TagEvidence = {
    headings: headingsOf(
      [...lists.flatMap((l) => l.headings), ...standingAlone(lines)].filter(
        (h) => h !== own?.headline && h !== ownLine && !h.startsWith(`${ownLine ?? h} `),
      ),
    ),
    ...(ownLine === undefined ? {} : { ownLine }),
    ...(splitLanguages ? { splitLanguages } : {}),
  };
  const pageUrl = absoluteUrl(url, undefined);
  const articles: FoundArticle[] = [];
  if (own) {
    const settled = own.date && settleDate(own.date, context);
    articles.push({
      representationType: 'full',
      ...(pageUrl ? { url: pageUrl.href, canonicalUrl: canonicalForm(pageUrl) } : {}),
      ...(own.headline === undefined ? {} : { headline: own.headline }),
      articleBody: own.paragraphs.join('\n\n'),
      ...tagFields(own.tagLine, evidence),
      author: [],
      image: [],
      ...(settled ? { date: { ...settled, method: 'visible' } } : {}),
      altIds: [],
      repeatsOnPage: 0,
    });
  }
  const units = lists.flatMap((list) => list.units);
  const settled = lists.flatMap((list) =>
    settleList(
      list.units.map((u) => u.date),
      context,
    ),
  );
  const teasers: FoundArticle[] = [];
  for (const [i, unit] of units.entries()) {
    if (budget.isOverNow('teasers')) break;
    const date = settled[i];
    teasers.push({ ...teaserOf(unit, evidence), ...(date ? { date: { ...date, method: 'visible' } } : {}) });
  }
  articles.push(...mergeRepeats(teasers));
  return {
    articles,
    repeats: articles.reduce((n, a) => n + a.repeatsOnPage, 0),
    pageType: own ? 'article' : teasers.length > 0 ? 'listing' : 'other',
    pageTypeConfidence: own ? 0.7 : 0.6,
    ...(pageUrl ? { canonicalUrl: canonicalForm(pageUrl) } : {}),
  };
}

/** Six words of some length. */
const LONGEST_HEADING = 120;

/** Short lines that are nobody's text: names of lists and sections, navigation. */
function standingAlone(lines: readonly Line[]): string[] {
  const alone = (l: Line): boolean =>
    l.kind === 'text' && l.text.length <= LONGEST_HEADING && wordCount(l.text) <= 6 && !endsSentence(l.text);
  return lines.filter(alone).map((l) => l.text);
}

function tagFields(line: string | undefined, evidence: TagEvidence): Pick<FoundArticle, 'articleSection' | 'keywords'> {
  if (line === undefined) return { keywords: [] };
  const { section, keywords } = readTagLine(line, evidence);
  return { ...(section === undefined ? {} : { articleSection: section }), keywords };
}

function teaserOf(unit: Unit, evidence: TagEvidence): FoundArticle {
  const [first = '', ...more] = unit.texts;
  const text = more.join('\n\n');
  const headline = more.length > 0 || !isProse(first) ? first : undefined;
  return {
    representationType: 'partial',
    ...(headline === undefined ? {} : { headline }),
    ...(text === '' ? {} : { description: more[0] ?? '' }),
    articleBody: text === '' ? first : text,
    ...tagFields(unit.tag, evidence),
    author: [],
    image: [],
    altIds: [],
    repeatsOnPage: 0,
  };
}
