import type { Fingerprint, TaggedArticle } from '#libs/contracts';
import {
  ALGORITHM_VERSION,
  comparedText,
  fingerprint,
  languageOf,
  STORY_VERSION,
  storySignature,
} from '#libs/similarity';

/** What an article is compared by, as this version computes it. */
export function fingerprintOf(article: Pick<TaggedArticle, 'headline' | 'articleBody' | 'inLanguage'>): Fingerprint {
  const text = comparedText(article);
  const { contentHash, data } = fingerprint(text);
  const language = languageOf(article.inLanguage);
  return {
    algorithmVersion: ALGORITHM_VERSION,
    contentHash,
    data,
    // A text without a language can't be told apart from its versions in others.
    ...(language === undefined
      ? {}
      : { story: { algorithmVersion: STORY_VERSION, ...storySignature(text, language) } }),
  };
}
