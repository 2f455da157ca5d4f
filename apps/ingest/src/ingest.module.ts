import { Module } from '@nestjs/common';
import { CapturesController } from './captures.controller.js';
import { ExtractController } from './extract.controller.js';
import { Extractor } from './extractor.js';

/** The HTTP edge of ingest. Needs a MessageLog. */
@Module({ controllers: [CapturesController] })
export class IngestHttpModule {}

/** The consumer of ingest. */
@Module({
  controllers: [ExtractController],
  providers: [Extractor],
})
export class IngestConsumerModule {}
