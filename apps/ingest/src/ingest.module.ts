import { type DynamicModule, Module } from '@nestjs/common';
import { Acquisition, ACQUISITION_OPTIONS, type AcquisitionOptions } from './acquisition.js';
import { CapturesController } from './captures.controller.js';
import { ExtractController } from './extract.controller.js';
import { Extractor } from './extractor.js';
import { SourcesController } from './sources/sources.controller.js';

/** The HTTP edge of ingest, and the acquiring that is directed there. Needs a MessageLog, a Store and Metrics. */
@Module({})
export class IngestHttpModule {
  static with(options: AcquisitionOptions): DynamicModule {
    return {
      module: IngestHttpModule,
      controllers: [CapturesController, SourcesController],
      providers: [{ provide: ACQUISITION_OPTIONS, useValue: options }, Acquisition],
    };
  }
}

/** The consumer of ingest. */
@Module({
  controllers: [ExtractController],
  providers: [Extractor],
})
export class IngestConsumerModule {}
