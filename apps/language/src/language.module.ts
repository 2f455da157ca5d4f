import { Module } from '@nestjs/common';
import { loadDetector } from '#libs/langid';
import { DETECTOR_TOKEN, TagController } from './tag.controller.js';

/** The consumer of the language service. */
@Module({
  controllers: [TagController],
  providers: [{ provide: DETECTOR_TOKEN, useFactory: loadDetector }],
})
export class LanguageConsumerModule {}
