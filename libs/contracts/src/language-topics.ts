import { BabelwireError } from './errors.js';
import { Topics } from './topic-names.js';

/**
 * Primary subtags of what the line can call a language, with `und` (nobody could know) and `mul` (a mixture): what `*`
 * stands for. `test/languages.spec.ts` compares it with the models of libs/langid.
 */
const LANGUAGES = (
  'am ar az be bg bn ca cs da de el en es et eu fa fi fr ga gl he hi hr hu hy id is it ja ka kk ko la lt lv mk ms mul nl no ' +
  'pl pt ro ru sk sl sq sr sv ta th tr uk und ur vi zh'
).split(' ');

/** A language tag of BCP 47 as far as its form goes: subtags of one to eight letters or digits. Legal in a topic's name. */
const TAG = /^[a-z]{2,8}(-[a-z0-9]{1,8})*$/;

/** As BCP 47 allows, and articles' `inLanguage` has it. */
const MAX_TAG_LENGTH = 35;

/**
 * Languages that have topics of their own, in lower case: Kafka tells topics apart by case, and the file systems of some
 * brokers do not. `*` becomes every language that the line can tell.
 *
 * @throws BabelwireError `invalid-language` (poison) for what is no language tag
 */
export function topicLanguages(tags: readonly string[]): string[] {
  const languages = tags.flatMap((tag) => (tag === '*' ? LANGUAGES : [tag.toLowerCase()]));
  const wrong = languages.find((tag) => !TAG.test(tag) || tag.length > MAX_TAG_LENGTH);
  if (wrong === undefined) return [...new Set(languages)].sort();
  const message = `"${wrong}" is no language tag; expected BCP 47 such as uk, pt-BR or sr-Latn, or * for all languages`;
  throw new BabelwireError('invalid-language', 'poison', message);
}

/** The topic of the articles in one language, e.g. `news.articles.v1.uk`, `news.articles.v1.zh-hant`. */
export const languageTopic = (language: string): string => `${Topics.articles}.${language.toLowerCase()}`;

/**
 * The topics that articles in a language go to: its own and those of what it is a kind of, as far as they are among
 * `languages`. `en-GB` is a kind of `en` (RFC 4647, basic filtering).
 */
export function languageTopicsOf(inLanguage: string, languages: readonly string[]): string[] {
  const tag = inLanguage.toLowerCase();
  return languages.filter((range) => tag === range || tag.startsWith(`${range}-`)).map(languageTopic);
}
