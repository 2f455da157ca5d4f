import { Controller, Inject } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { Topics } from '#libs/contracts';
import { fromThread, type OutgoingMessage, type ReceivedMessage, toThread } from '#libs/messaging';
import { Metrics } from '#libs/platform';
import { Tagger } from './tagger.js';

/** Tells the language: `news.articles.extracted.v1` → `news.articles.tagged.v1`. */
@Controller()
export class TagController {
  constructor(
    @Inject(Tagger) private readonly tagger: Tagger,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  @EventPattern(Topics.articlesExtracted, { batch: true })
  async onArticles(@Payload() messages: ReceivedMessage[]): Promise<OutgoingMessage[]> {
    const tagged = await this.tagger.tag(messages.map(toThread));
    for (const { language } of tagged) this.metrics.languages.inc({ language });
    return tagged.map(fromThread);
  }
}
