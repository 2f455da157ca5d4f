import { Controller, Inject } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { Topics } from '#libs/contracts';
import { fromThread, type OutgoingMessage, type ReceivedMessage, toThread } from '#libs/messaging';
import { Extractor } from './extractor.js';

/** Takes captures apart: `news.captures.v1` → `news.articles.extracted.v1`, `news.captures.extracted.v1`. */
@Controller()
export class ExtractController {
  constructor(@Inject(Extractor) private readonly extractor: Extractor) {}

  @EventPattern(Topics.captures)
  async onCapture(@Payload() message: ReceivedMessage): Promise<OutgoingMessage[]> {
    return (await this.extractor.extract(toThread(message))).map(fromThread);
  }
}
