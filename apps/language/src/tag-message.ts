import { decode, encode, eventHeaders, ExtractedArticle, stableId, Topics } from '#libs/contracts';
import { DETECTOR, type LanguageDetector, tag } from '#libs/langid';
import type { MessageBytes, OutgoingBytes } from '#libs/messaging';

/** A tagged article's message, and the language for the metrics. */
export interface TaggedBytes extends OutgoingBytes {
  language: string;
}

/** An extracted article's message becomes a tagged article's. Throws poison for what is no article. */
export function tagMessage({ value, timestamp }: MessageBytes, detector: LanguageDetector): TaggedBytes {
  const article = tag(decode(ExtractedArticle, value), detector);
  return {
    topic: Topics.articlesTagged,
    key: article.id,
    value: encode(article),
    headers: eventHeaders({
      id: stableId('article.tagged', article.provenance.captureId, article.id, DETECTOR.version),
      source: '/babelwire/language',
      type: 'article.tagged',
      time: new Date(timestamp).toISOString(),
      subject: article.id,
    }),
    language: article.inLanguage,
  };
}
