import { type DynamicModule, Module } from '@nestjs/common';
import { MessageLog } from '#libs/messaging';
import { Metrics } from '#libs/platform';
import { Acquisition, ACQUISITION_OPTIONS, type AcquisitionOptions } from './acquisition.js';
import { CapturesController } from './captures.controller.js';
import { PageFetchController } from './fetch/page-fetch.controller.js';
import { ExtractController } from './extract.controller.js';
import { Extractor } from './extractor.js';
import { LineDepth } from './line-depth.js';
import { SourcesController } from './sources/sources.controller.js';
import { TrialController } from './trial/trial.controller.js';
import { Trials } from './trial/trials.js';

/** The HTTP edge of ingest, and the acquiring that is directed there. Needs a MessageLog, a Store and Metrics. */
@Module({})
export class IngestHttpModule {
  /** @param options.maxBacklog messages in the line at which no more pages are taken over HTTP; 0 for no limit */
  static with({ maxBacklog = 0, ...options }: AcquisitionOptions & { maxBacklog?: number }): DynamicModule {
    const depth = {
      provide: LineDepth,
      useFactory: (log: MessageLog, metrics: Metrics) => new LineDepth(log, maxBacklog, metrics),
      inject: [MessageLog, Metrics],
    };
    return {
      module: IngestHttpModule,
      controllers: [PageFetchController, TrialController, CapturesController, SourcesController],
      providers: [depth, { provide: ACQUISITION_OPTIONS, useValue: options }, Acquisition, Trials],
    };
  }
}

/** The consumer of ingest. */
@Module({
  controllers: [ExtractController],
  providers: [Extractor],
})
export class IngestConsumerModule {}
