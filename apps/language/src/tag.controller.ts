import { Controller, Inject } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { decode, encode, eventHeaders, ExtractedArticle, stableId, Topics } from '#libs/contracts';
import { DETECTOR, type LanguageDetector } from '#libs/langid';
import type { OutgoingMessage, ReceivedMessage } from '#libs/messaging';
import { Metrics } from '#libs/platform';
import { tag } from './tag.js';

export const DETECTOR_TOKEN = Symbol('language detector');

/** Tells the language: `news.articles.extracted.v1` → `news.articles.tagged.v1`. */
@Controller()
export class TagController {
  constructor(
    @Inject(DETECTOR_TOKEN) private readonly detector: LanguageDetector,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  @EventPattern(Topics.articlesExtracted)
  onArticle(@Payload() message: ReceivedMessage): OutgoingMessage[] {
    const article = tag(decode(ExtractedArticle, message.value), this.detector);
    this.metrics.languages.inc({ language: article.inLanguage });
    return [
      {
        topic: Topics.articlesTagged,
        key: article.id,
        value: encode(article),
        headers: eventHeaders({
          id: stableId('article.tagged', article.provenance.captureId, article.id, DETECTOR.version),
          source: '/babelwire/language',
          type: 'article.tagged',
          time: new Date(message.timestamp).toISOString(),
          subject: article.id,
        }),
      },
    ];
  }
}
