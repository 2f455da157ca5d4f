import { Controller, Inject } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { Topics } from '#libs/contracts';
import type { OutgoingMessage, ReceivedMessage } from '#libs/messaging';
import { Extractor } from './extractor.js';

/** Takes captures apart: `news.captures.v1` → `news.articles.extracted.v1`, `news.captures.extracted.v1`. */
@Controller()
export class ExtractController {
  constructor(@Inject(Extractor) private readonly extractor: Extractor) {}

  @EventPattern(Topics.captures)
  async onCapture(@Payload() { value, timestamp }: ReceivedMessage): Promise<OutgoingMessage[]> {
    const found = await this.extractor.extract({ value, timestamp });
    return found.map((message) => ({
      ...message,
      value: Buffer.from(message.value.buffer, message.value.byteOffset, message.value.byteLength),
    }));
  }
}
