import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import {
  decode,
  encode,
  eventHeaders,
  type FingerprintedArticle,
  stableId,
  TaggedArticle,
  Topics,
} from '#libs/contracts';
import type { OutgoingMessage, ReceivedMessage } from '#libs/messaging';
import {
  ALGORITHM_VERSION,
  comparedText,
  fingerprint,
  languageOf,
  STORY_VERSION,
  storySignature,
} from '#libs/similarity';

/** Computes what articles are compared by, in parallel: `news.articles.tagged.v1` → `news.articles.fingerprinted.v1`. */
@Controller()
export class FingerprintController {
  @EventPattern(Topics.articlesTagged)
  onArticle(@Payload() message: ReceivedMessage): OutgoingMessage[] {
    const tagged = decode(TaggedArticle, message.value);
    const text = comparedText(tagged);
    const { contentHash, data } = fingerprint(text);
    const article: FingerprintedArticle = {
      ...tagged,
      fingerprint: { algorithmVersion: ALGORITHM_VERSION, contentHash, data, ...storyTraits(text, tagged.inLanguage) },
    };
    return [
      {
        topic: Topics.articlesFingerprinted,
        key: article.id,
        value: encode(article),
        headers: eventHeaders({
          id: stableId(
            'article.fingerprinted',
            article.provenance.captureId,
            article.id,
            ALGORITHM_VERSION,
            STORY_VERSION,
          ),
          source: '/babelwire/dedup',
          type: 'article.fingerprinted',
          time: new Date(message.timestamp).toISOString(),
          subject: article.id,
        }),
      },
    ];
  }
}

/** A text without a language can't be told apart from its versions in others. */
function storyTraits(text: string, inLanguage: string): Pick<FingerprintedArticle['fingerprint'], 'story'> {
  const language = languageOf(inLanguage);
  if (language === undefined) return {};
  return { story: { algorithmVersion: STORY_VERSION, ...storySignature(text, language) } };
}
