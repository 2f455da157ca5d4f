import { Module } from '@nestjs/common';
import { loadDetector } from '#libs/langid';
import { CapturesController } from './captures.controller.js';
import { DETECTOR_TOKEN, ExtractController } from './extract.controller.js';

/** The HTTP edge of ingest. Needs a MessageLog. */
@Module({ controllers: [CapturesController] })
export class IngestHttpModule {}

/** The consumer of ingest. */
@Module({
  controllers: [ExtractController],
  providers: [{ provide: DETECTOR_TOKEN, useFactory: loadDetector }],
})
export class IngestConsumerModule {}
