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
import { ALGORITHM_VERSION, STORY_VERSION } from '#libs/similarity';
import { fingerprintOf } from './fingerprint.js';

/** Computes what articles are compared by, in parallel: `news.articles.tagged.v1` → `news.articles.fingerprinted.v1`. */
@Controller()
export class FingerprintController {
  @EventPattern(Topics.articlesTagged)
  onArticle(@Payload() message: ReceivedMessage): OutgoingMessage[] {
    const tagged = decode(TaggedArticle, message.value);
    const article: FingerprintedArticle = { ...tagged, fingerprint: fingerprintOf(tagged) };
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
