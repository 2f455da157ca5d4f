import { BabelwireError } from '#libs/contracts';
import { Budget, MOST_BYTES, MOST_CHARACTERS } from './budget.js';
import { assertText } from './charset/decode.js';
import { decodeMixed } from './charset/mixed.js';
import type { DateContext } from './dates/resolve.js';
import { assertTimeZone } from './dates/zone.js';
import { extractHtml } from './html/extract.js';
import { extractPlain } from './plain/extract.js';
import { isAddress, withinLimits } from './limits.js';
import type { FoundPage, PageInput } from './types.js';

/** Not one tag: whatever it was sent as, it is plain text. */
const MARKUP = /<[a-z!/?]/i;
const looksLikeHtml = (text: string): boolean => /^\s*<(?:!doctype|html|head|body|\?xml|!--)/i.test(text.slice(0, 500));

/**
 * Takes a page apart into its articles: the main one and every teaser, each once. Pure: the same input gives the same
 * result. Throws BabelwireError (poison) for an unknown zone (`unknown-time-zone`), binary content (`not-text`) and
 * an empty page (`empty-page`), and nothing else on any bytes.
 */
export function extractPage(input: PageInput): FoundPage {
  const budget = new Budget(input.clock);
  if (input.timeZone !== undefined) assertTimeZone(input.timeZone);
  const { text: whole, charset } =
    typeof input.body === 'string'
      ? { text: input.body, charset: 'utf-8' }
      : decodeMixed(input.body.subarray(0, MOST_BYTES), input.contentType);
  const text = whole.slice(0, MOST_CHARACTERS);
  if (text.length < whole.length || input.body.length > MOST_BYTES) budget.truncated = true;
  assertText(text);
  if (text.trim() === '') {
    throw new BabelwireError(
      'empty-page',
      'poison',
      'body: nothing is left of the page after decoding; send its content',
    );
  }
  const now = Date.parse(input.fetchedAt);
  const dates: DateContext = { now, ...(input.timeZone === undefined ? {} : { timeZone: input.timeZone }) };
  const plain = /^\s*text\/plain/i.test(input.contentType)
    ? !looksLikeHtml(text)
    : !MARKUP.test(text.slice(0, 200_000));
  const found = plain
    ? extractPlain(text, { url: input.url, dates, splitLanguages: input.splitLanguages, budget })
    : extractHtml(text, { url: input.url, dates, budget });
  const articles = found.articles.map(withinLimits).filter((article) => article.articleBody !== '');
  const { canonicalUrl, ...rest } = found;
  return {
    ...rest,
    ...(isAddress(canonicalUrl) ? { canonicalUrl } : {}),
    articles,
    charset,
    truncated: budget.truncated,
  };
}
