import type { FoundArticle } from './types.js';

/** The lengths that the article's contract allows; a page may hold anything. */
const SHORT = 500;
const HEADLINE = 5000;
const DESCRIPTION = 20_000;
const BODY = 4_000_000;
const ADDRESS = 4096;
const WRITTEN = 200;
const KEYWORDS = 200;
const PEOPLE = 100;
const IMAGES = 100;
const LANGUAGE = 35;

/** Cuts at a whole sign: half of a surrogate pair is no text. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = /[\uD800-\uDBFF]/.test(text.charAt(most - 1)) ? most - 1 : most;
  return text.slice(0, end).trimEnd();
}

/** Whether an address is short enough to be kept. */
export const isAddress = (url: string | undefined): url is string => url !== undefined && url.length <= ADDRESS;
const address = (url: string | undefined): string | undefined => (isAddress(url) ? url : undefined);

/** `en-US` of `en_us`; undefined unless it looks like a language tag. */
export function languageTag(text: string | undefined): string | undefined {
  const tag = text?.trim().replace(/_/g, '-');
  if (tag === undefined || tag.length > LANGUAGE || !/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(tag)) return undefined;
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}

/** The article within the lengths of its contract. Fields that hold nothing are left out. */
export function withinLimits(article: FoundArticle): FoundArticle {
  const { headline, description, articleSection, url, canonicalUrl, date, publisher, declaredLanguage, ...rest } =
    article;
  const title = headline === undefined ? '' : cut(headline.trim(), HEADLINE);
  const about = description === undefined ? '' : cut(description.trim(), DESCRIPTION);
  const section = articleSection === undefined ? '' : cut(articleSection.trim(), SHORT);
  const language = languageTag(declaredLanguage);
  const own = address(url);
  const canonical = address(canonicalUrl);
  return {
    ...rest,
    ...(own === undefined ? {} : { url: own }),
    ...(canonical === undefined ? {} : { canonicalUrl: canonical }),
    ...(title === '' ? {} : { headline: title }),
    ...(about === '' ? {} : { description: about }),
    ...(section === '' ? {} : { articleSection: section }),
    articleBody: cut(article.articleBody.trim(), BODY),
    keywords: article.keywords.slice(0, KEYWORDS).map((k) => cut(k, SHORT)),
    author: article.author.slice(0, PEOPLE).map(({ name }) => ({ name: cut(name, SHORT) })),
    image: article.image.filter((i) => address(i.url) !== undefined).slice(0, IMAGES),
    altIds: article.altIds.filter((a) => a.value.length <= ADDRESS).slice(0, 20),
    ...(date ? { date: { ...date, asWritten: cut(date.asWritten, WRITTEN) } } : {}),
    ...(publisher
      ? {
          publisher: {
            ...(publisher.name === undefined ? {} : { name: cut(publisher.name, SHORT) }),
            ...(address(publisher.url) === undefined ? {} : { url: publisher.url }),
            ...(publisher.domain === undefined ? {} : { domain: cut(publisher.domain, 253) }),
          },
        }
      : {}),
    ...(language === undefined ? {} : { declaredLanguage: language }),
  };
}
