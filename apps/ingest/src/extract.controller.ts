import { Controller, Inject } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { Capture, decode, encode, eventHeaders, stableId, Topics } from '#libs/contracts';
import type { OutgoingMessage, ReceivedMessage } from '#libs/messaging';
import { Extractor } from './extractor.js';

/** Takes captures apart: `news.captures.v1` → `news.articles.extracted.v1`, `news.captures.extracted.v1`. */
@Controller()
export class ExtractController {
  constructor(@Inject(Extractor) private readonly extractor: Extractor) {}

  @EventPattern(Topics.captures)
  async onCapture(@Payload() message: ReceivedMessage): Promise<OutgoingMessage[]> {
    const capture = decode(Capture, message.value);
    const { articles, summary } = await this.extractor.extract(capture);
    const event = (type: string, subject: string): OutgoingMessage['headers'] =>
      eventHeaders({
        id: stableId(type, capture.id, subject),
        source: '/babelwire/ingest',
        type,
        time: new Date(message.timestamp).toISOString(),
        subject,
      });
    return [
      ...articles.map((article) => ({
        topic: Topics.articlesExtracted,
        key: article.id,
        value: encode(article),
        headers: event('article.extracted', article.id),
      })),
      {
        topic: Topics.capturesExtracted,
        key: summary.id,
        value: encode(summary),
        headers: event('capture.extracted', summary.id),
      },
    ];
  }
}
