import { type DynamicModule, Module } from '@nestjs/common';
import { EventFeed } from './events/event-feed.js';
import { ExportController } from './export/export.controller.js';
import { FeedsController } from './feeds/feeds.controller.js';
import { PUBLISH_OPTIONS, type PublishOptions } from './publish-options.js';
import { SearchIndexer } from './search/search-indexer.js';
import { SearchController } from './search/search.controller.js';
import { StreamController } from './stream/stream.controller.js';
import { Deliveries } from './webhooks/deliveries.js';
import { WebhooksController } from './webhooks/webhooks.controller.js';

/** The outputs beside Kafka. Needs a Store, a MessageLog and Metrics. */
@Module({})
export class OutputsModule {
  static with(options: PublishOptions): DynamicModule {
    return {
      module: OutputsModule,
      controllers: [SearchController, FeedsController, ExportController, StreamController, WebhooksController],
      providers: [{ provide: PUBLISH_OPTIONS, useValue: options }, EventFeed, SearchIndexer, Deliveries],
    };
  }
}
