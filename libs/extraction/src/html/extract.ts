import type { Budget } from '../budget.js';
import { bodyOf, textOfBlocks, type FoundBody as Body } from '../body/index.js';
import { isBodyProse, STRICT } from '../body/score.js';
import { findDates } from '../dates/find.js';
import { orderOf, type DateContext } from '../dates/resolve.js';
import { liveBlogOf } from '../kind/live.js';
import { pageTypeOf, tellsOneArticle } from '../kind/page-type.js';
import { pageDataOf, type LinkedData } from '../meta/jsonld.js';
import { authorsOf } from '../meta/authors.js';
import { modifiedDate, pageDate, publishedDate, type DateSources } from '../meta/dates.js';
import { accessOf, descriptionOf, imageOf, languageOf, sectionOf } from '../meta/fields.js';
import { headlineOf } from '../meta/headline.js';
import { keywordsOf } from '../meta/keywords.js';
import { canonicalOf, Head, publisherOf } from '../meta/read.js';
import { findCards, likelyCards } from '../teasers/cards.js';
import { targetsOf, type Target } from '../teasers/links.js';
import { mergeRepeats } from '../teasers/merge.js';
import { readCards } from '../teasers/read.js';
import { fold } from '../text/lines.js';
import type { FoundArticle, FoundPage } from '../types.js';
import { absoluteUrl, canonicalForm, domainOf, houseOf } from '../url.js';
import { NAV } from './flags.js';
import type { Page } from './page.js';
import { Walker } from './walk.js';

/** What a call brings that is not in the page. */
export interface Surroundings {
  url: string | undefined;
  dates: DateContext;
  budget: Budget;
}

/** Takes an HTML page apart. */
export function extractHtml(
  html: string,
  { url, dates, budget }: Surroundings,
): Omit<FoundPage, 'charset' | 'truncated'> {
  const page = Walker.walk(html, budget);
  const head = new Head(page);
  const canonical = canonicalOf(page, head, url);
  const base = absoluteUrl(page.base, url ?? canonical?.href)?.href ?? url ?? canonical?.href;
  const linked = pageDataOf(page.jsonLd, canonical?.href);
  const { own: data, updates } = linked;
  const context: DateContext = { ...dates, ...evidence(page, data, head) };
  const body = bodyOf(page, head, data, budget);
  const targets = targetsOf(page, base);
  const others = (): number => othersBeside(page, targets, body);
  const isArticle = tellsOneArticle({ page, head, data, body, url: canonical, others });
  const live = isArticle && body ? liveBlogOf(page, body.blocks, updates, context) : undefined;
  const inBody = new Set(isArticle ? body?.blocks : []);
  const navigation = new Set(targets.filter((t) => t && t.link.flags & NAV).map((t) => t?.url ?? ''));
  const cards = likelyCards(findCards(page, targets, inBody));
  const canonicalUrl = canonical && canonicalForm(canonical);
  const inCard = new Uint8Array(page.blocks.length);
  for (const { box } of cards) inCard.fill(1, box.firstBlock, box.endBlock);
  const ownTargets = targets.filter((t) => t !== undefined && !inCard[t.link.block]);
  const dateSources: DateSources = { page, data: linked, context, url: canonical, html };
  const main =
    isArticle && body
      ? mainArticle(
          page,
          head,
          data,
          live ? introOf(page, body, live.firstBlock) : body,
          ownTargets,
          dateSources,
          canonical,
        )
      : undefined;
  // Last, because they are what a page can be told without when time runs out.
  const teasers = readCards(cards, { page, targets, base, dates: context, navigation, budget });
  const own = (a: FoundArticle): boolean =>
    main !== undefined &&
    ((canonicalUrl !== undefined && a.canonicalUrl === canonicalUrl) ||
      (url !== undefined && a.url === url) ||
      (main.headline !== undefined && a.canonicalUrl === undefined && fold(a.articleBody) === fold(main.headline)));
  if (main) main.repeatsOnPage = teasers.filter(own).length;
  const house = houseOf(base);
  const foreign = (a: FoundArticle): boolean =>
    (a.date === undefined || a.date.method === 'url') &&
    house !== undefined &&
    a.canonicalUrl !== undefined &&
    houseOf(a.canonicalUrl) !== house;
  const told = mergeRepeats(teasers.filter((a) => !own(a) && !foreign(a)));
  const articles = [...(main ? [main] : []), ...(live ? mergeRepeats(live.articles) : []), ...told];
  const date = main ? main.date : pageDate(dateSources);
  const entries = live?.articles.length ?? 0;
  const kind = pageTypeOf(
    { page, head, data, body, url: canonical, teasers: told.length, entries },
    main !== undefined,
  );
  return {
    articles,
    repeats: articles.reduce((n, a) => n + a.repeatsOnPage, 0),
    pageType: kind.type,
    pageTypeConfidence: kind.confidence,
    ...(canonicalUrl === undefined ? {} : { canonicalUrl }),
    ...(date ? { date } : {}),
  };
}

/** How many other articles a page leads to, were the text its own. */
const othersBeside = (page: Page, targets: readonly (Target | undefined)[], body: Body | undefined): number =>
  new Set(likelyCards(findCards(page, targets, new Set(body?.blocks))).map(({ url }) => url)).size;

/** So many dates settle their order, or nothing does. */
const MOST_DATES = 300;

/** What the page's own dates prove: the order of numeric ones and the zone of machine-readable ones. */
function evidence(page: Page, data: LinkedData | undefined, head: Head): Partial<DateContext> {
  const order = orderOf(
    page.blocks
      .filter((b) => b.text.length < 60 && /\d[./-]\d/.test(b.text))
      .slice(0, MOST_DATES)
      .flatMap((b) => findDates(b.text)),
  );
  const machine = [
    data?.datePublished,
    data?.dateModified,
    head.first('article:published_time'),
    ...page.times.slice(0, MOST_DATES).map((t) => t.datetime),
  ];
  const offset = firstOffset(machine);
  return { ...(order ? { order } : {}), ...(offset === undefined ? {} : { pageOffset: offset }) };
}

/** Minutes east of UTC of the first date that names a zone other than UTC: that is the zone of too many machines. */
function firstOffset(dates: readonly (string | undefined)[]): number | undefined {
  for (const written of dates) {
    const zoned = written === undefined ? undefined : findDates(written).find((d) => Boolean(d.offsetMinutes));
    if (zoned) return zoned.offsetMinutes;
  }
  return undefined;
}

/** Of a live blog, the prose between the headline and its entries; its whole body when there is none. */
function introOf(page: Page, body: Body, firstEntry: number): Body {
  if (firstEntry === Infinity) return body;
  const headline = page.blocks.findLast((b) => b.heading === 1 && b.index < firstEntry)?.index ?? firstEntry;
  const blocks = page.blocks.slice(headline + 1, firstEntry).filter((b) => isBodyProse(b, STRICT));
  const indices = blocks.map((b) => b.index);
  return blocks.length > 0 ? { ...body, blocks: indices, text: textOfBlocks(page, indices) } : body;
}

function mainArticle(
  page: Page,
  head: Head,
  data: LinkedData | undefined,
  body: Body,
  targets: readonly (Target | undefined)[],
  dates: DateSources,
  canonical: URL | undefined,
): FoundArticle {
  const first = body.blocks[0] ?? 0;
  const last = body.blocks.at(-1) ?? first;
  const headlineBlock =
    page.blocks.filter((b) => b.heading === 1 && b.index <= first).at(-1)?.index ?? Math.max(0, first - 10);
  const headline = headlineOf(page, head, data, first, canonical);
  const labels = targets.filter(
    (t): t is Target =>
      t?.kind === 'label' && t.link.block >= headlineBlock && t.link.block <= last + 6 && t.link.text !== '',
  );
  const around = { from: Math.max(0, headlineBlock - 4), to: first + 2 };
  const date = publishedDate(dates, around, last);
  const dateModified = modifiedDate(dates);
  const sources = { page, head, data };
  const description = descriptionOf(sources);
  const section = sectionOf(sources);
  const image = imageOf(sources, canonical?.href);
  const author = authorsOf(page, head, data, around, canonical && domainOf(canonical));
  const keywords = keywordsOf(page, head, data, labels);
  const free = accessOf(sources);
  const publisher = publisherOf(head, data, canonical);
  const amp = absoluteUrl(head.link('amphtml'), canonical?.href);
  const language = languageOf(sources);
  const methods = Object.entries({
    headline: headline?.method,
    description: description?.method,
    articleSection: section?.method,
    keywords: keywords?.method,
    author: author?.method,
    image: image?.method,
  }).filter(([, method]) => method !== undefined);
  return {
    representationType: 'full',
    ...(canonical ? { url: canonical.href, canonicalUrl: canonicalForm(canonical) } : {}),
    ...(headline ? { headline: headline.text } : {}),
    ...(description ? { description: description.value } : {}),
    articleBody: body.text,
    ...(section ? { articleSection: section.value } : {}),
    keywords: keywords?.value ?? [],
    author: (author?.value ?? []).map((name) => ({ name })),
    image: image ? [{ url: image.value }] : [],
    ...(publisher ? { publisher } : {}),
    ...(date ? { date } : {}),
    ...(dateModified === undefined ? {} : { dateModified }),
    ...(language === undefined ? {} : { declaredLanguage: language }),
    ...(free === undefined ? {} : { isAccessibleForFree: free }),
    fieldMethods: Object.fromEntries(methods),
    altIds: amp ? [{ role: 'amphtml', value: amp.href }] : [],
    repeatsOnPage: 0,
  };
}
