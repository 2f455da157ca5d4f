import { decode, encode, eventHeaders, ExtractedArticle, type Headers, stableId } from '#libs/contracts';
import { DETECTOR, type LanguageDetector } from '#libs/langid';
import { tag } from './tag.js';

/** What of a message a thread needs: bytes travel cheaply, documents do not. */
export interface MessageBytes {
  value: Uint8Array | null;
  timestamp: number;
}

export interface TaggedBytes {
  key: string;
  value: Uint8Array;
  headers: Headers;
  language: string;
}

/** An extracted article's message becomes a tagged article's. Throws poison for what is no article. */
export function tagMessage({ value, timestamp }: MessageBytes, detector: LanguageDetector): TaggedBytes {
  const article = tag(decode(ExtractedArticle, value), detector);
  return {
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
