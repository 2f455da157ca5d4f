import type { FoundBody } from '../body/index.js';
import { isTitle, titlesOf } from '../body/title.js';
import { AD, CARD, COMMENT, FORM, NAV, RELATED, SHARE } from '../html/flags.js';
import type { Box, Page, Picture } from '../html/page.js';
import type { LinkedData } from '../meta/jsonld.js';
import { isListAddress } from '../teasers/links.js';
import { wordCount } from '../text/lines.js';
import type { Head } from '../meta/read.js';
import type { PageType } from '../types.js';

/** What the kind of a page is judged by. */
export interface KindEvidence {
  page: Page;
  head: Head;
  data: LinkedData | undefined;
  body: FoundBody | undefined;
  url: URL | undefined;
  /** Teasers on the page. */
  teasers: number;
  /** Entries of a live blog. */
  entries: number;
}

/** Below a title stand at most so many blocks before the text. */
const NEAR = 25;
const ELSEWHERE = NAV | COMMENT | SHARE | RELATED | AD | FORM | CARD;

/** Characters of text that a picture gallery or a video page may have and still be one. */
const LITTLE_TEXT = 900;

/** A gallery shows so many pictures at least, and tells no more than a caption of each. */
const FEWEST_PICTURES = 5;
const MOST_TEXT_PER_PICTURE = 150;
/** More text than this is an article with pictures, unless the page calls itself a gallery. */
const MOST_INTRODUCTION = 300;
/** How galleries are named in addresses and classes. */
const GALLERY = /(^|[^a-z])(photo|foto|galler|galer|slideshow|diaporama|bilderstrecke|bildergalerie)/i;

/** The home page, or that of one language. */
const HOME = /^\/([a-z]{2}(-[a-z]{2})?\/?)?((index|home)\.\w+)?$/i;

/** How often articles are such, as measured on the invented pages of `corpus/` and the 669 of the benchmark. */
const SURE = {
  /** Its data call it one. */
  declared: 0.93,
  /** Only its text does. */
  told: 0.9,
  /** What not knowing the address takes away: home pages may not be known as such. */
  address: 0.05,
};

const isArticleType = (data: LinkedData | undefined): boolean =>
  data !== undefined && /Article|Posting|Report|NewsItem|Review|Recipe/.test(data.type);

/** Whether the page tells one article of its own, rather than listing others. */
export function tellsOneArticle(
  evidence: Omit<KindEvidence, 'teasers' | 'entries'> & {
    /** How many other articles the page leads to. */
    others: () => number;
  },
): boolean {
  const { page, head, data, body, url } = evidence;
  if (!body) return false;
  const declared = isArticleType(data) || head.first('og:type') === 'article';
  // A home page may call itself anything.
  if (url && HOME.test(url.pathname) && url.search === '')
    return isArticleType(data) && body.prose >= 1000 && !body.lenient;
  if (declared) return body.prose >= 60;
  if (body.lenient && (body.prose < 1000 || mostlyCards(page, body))) return false;
  const first = body.blocks[0] ?? 0;
  if (body.prose < LONGEST_INTRODUCTION) {
    if (head.first('og:type') === 'profile' || (url !== undefined && isListAddress(url))) return false;
    if (isSection(page, first, url) && evidence.others() >= FEWEST_OTHERS) return false;
  }
  const titles = titlesOf(page, head);
  const titled = page.blocks
    .slice(Math.max(0, first - NEAR), first + 1)
    .some((b) => (b.heading === 1 && b.index < first) || isTitle(b.text, titles));
  return body.prose >= (titled ? 200 : 500);
}

/** What a section says of itself is no longer, and it lists so many articles. */
const LONGEST_INTRODUCTION = 1500;
const FEWEST_OTHERS = 3;

/** Whether the page is named as a section: by a word or two, in its heading as in its address. */
function isSection(page: Page, first: number, url: URL | undefined): boolean {
  const heading = page.blocks.findLast((b) => b.heading === 1 && b.index <= first);
  const step = url?.pathname.split('/').filter(Boolean).at(-1) ?? '';
  return heading !== undefined && wordCount(heading.text) <= 2 && !/\d{3}|[-_].*[-_]|\./.test(step);
}

function mostlyCards(page: Page, { blocks }: FoundBody): boolean {
  return blocks.filter((i) => (page.blocks[i]?.flags ?? 0) & CARD).length > blocks.length * 0.4;
}

/** The kind of the page and how sure that is, 0..1. `article`: it has one of its own. */
export function pageTypeOf(evidence: KindEvidence, article: boolean): { type: PageType; confidence: number } {
  const { head, data, body, page } = evidence;
  const og = head.first('og:type') ?? '';
  if (data?.type === 'LiveBlogPosting') return { type: 'liveblog', confidence: 0.95 };
  if (evidence.entries >= 4) return { type: 'liveblog', confidence: 0.7 };
  const prose = body?.prose ?? 0;
  if (article && isLocked(head, data) && prose < 2500)
    return { type: 'paywalled', confidence: data?.accessibleForFree === false ? 0.9 : 0.7 };
  if (prose < LITTLE_TEXT) {
    if (/Gallery/.test(data?.type ?? '')) return { type: 'gallery', confidence: 0.9 };
    if (data?.type === 'VideoObject' || og.startsWith('video')) return { type: 'video', confidence: 0.85 };
    const pictures = article ? ownPictures(page, body) : [];
    const enough = pictures.length >= Math.max(FEWEST_PICTURES, prose / MOST_TEXT_PER_PICTURE);
    if (enough && (prose <= MOST_INTRODUCTION || isNamedGallery(pictures, evidence.url)))
      return { type: 'gallery', confidence: 0.6 };
  }
  if (article) {
    const declared = isArticleType(data) || og === 'article';
    const sure = (declared ? SURE.declared : SURE.told) - (evidence.url === undefined ? SURE.address : 0);
    return { type: 'article', confidence: Math.min(0.98, sure + Math.min(prose, 2500) / 50_000) };
  }
  const doubtful = body !== undefined && !body.lenient && prose >= 150;
  if (evidence.teasers >= 3) return { type: 'listing', confidence: doubtful ? 0.85 : 0.95 };
  return { type: 'other', confidence: 0.6 };
}

/** Different pictures of the article itself: from its headline on, up to the first thing that is beside it. */
function ownPictures(page: Page, body: FoundBody | undefined): Picture[] {
  const headline = page.blocks.find((b) => b.heading === 1);
  const first = headline?.index ?? body?.blocks[0] ?? 0;
  const outer = (page.blocks[body?.blocks[0] ?? first] ?? headline)?.box.parent?.parent;
  const pictures = new Map<string, Picture>();
  for (const picture of page.pictures) {
    if (picture.minor || picture.block < first || picture.box.context & ELSEWHERE) continue;
    if (outer && (picture.block < outer.firstBlock || picture.block > outer.endBlock)) continue;
    pictures.set(picture.src, picture);
  }
  return [...pictures.values()];
}

/** Whether the address, or the boxes around most of the pictures, are named as a gallery. */
function isNamedGallery(pictures: readonly Picture[], url: URL | undefined): boolean {
  if (url !== undefined && GALLERY.test(url.pathname)) return true;
  return pictures.filter(({ box }) => isInGallery(box)).length > pictures.length / 2;
}

/** A gallery's box stands within so many boxes around its pictures. */
const REACH = 4;

function isInGallery(from: Box): boolean {
  for (let box = from, up = 0; box.parent && up < REACH; box = box.parent, up++)
    if (GALLERY.test(box.el.attribs['class'] ?? '')) return true;
  return false;
}

function isLocked(head: Head, data: LinkedData | undefined): boolean {
  if (data?.accessibleForFree !== undefined) return !data.accessibleForFree;
  return /^(locked|metered|paid|premium|subscri\w*)$/i.test(
    head.first('article:content_tier', 'cxenseparse:access', 'access') ?? '',
  );
}
