import type { ExtractedArticle, TaggedArticle } from '#libs/contracts';
import type { LanguageDetector } from './types.js';
import { DETECTOR } from './word-detector.js';

/**
 * The article with its language: told from headline and body. What its source is known to write in is likelier than
 * anything else; what the page declares is recorded beside it.
 */
export function tag(article: ExtractedArticle, detector: LanguageDetector): TaggedArticle {
  const declared = article.declaredLanguage;
  const known = article.provenance.sourceLanguages;
  const found = detector.tagArticle(
    {
      ...(article.headline === undefined ? {} : { headline: article.headline }),
      ...(article.description === undefined ? {} : { description: article.description }),
      articleBody: article.articleBody,
      keywords: article.keywords,
    },
    { ...(declared === undefined ? {} : { declared }), ...(known === undefined ? {} : { known }) },
  );
  return {
    ...article,
    inLanguage: found.tag,
    language: {
      tag: found.tag,
      ...(found.script === undefined ? {} : { script: found.script }),
      confidence: Math.round(found.confidence * 1000) / 1000,
      ...(declared === undefined ? {} : { declared }),
      ...(found.reason === undefined ? {} : { reason: found.reason }),
      segments: found.segments,
      detector: DETECTOR.name,
      detectorVersion: DETECTOR.version,
    },
  };
}
