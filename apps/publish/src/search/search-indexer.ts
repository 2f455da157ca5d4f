import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Metrics } from '#libs/platform';
import { WorkerPool } from '#libs/threads';
import { type SearchDocument, Store } from '#libs/store';
import { EventFeed } from '../events/event-feed.js';
import type { PlacedEvent } from '../events/event-reader.js';
import { Follower } from '../events/follower.js';
import { PUBLISH_OPTIONS, type PublishOptions } from '../publish-options.js';

/** Articles in one write. */
const BATCH = 200;
/** Some hundred articles take some hundred milliseconds: what is not done by then hangs. */
const TIMEOUT_MS = 60_000;
/** For each millisecond of writing the index rests this long: those who write articles come first. */
const REST = 2;

/**
 * Writes the index of words, behind the articles: it follows the public topic from its beginning, so it can be switched on
 * at any time, is never in the way of publishing, and is some hundred milliseconds late.
 */
@Injectable()
export class SearchIndexer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('search');
  private pool: WorkerPool<Uint8Array[], SearchDocument[]> | undefined;
  private follower: Follower | undefined;

  constructor(
    @Inject(PUBLISH_OPTIONS) private readonly options: PublishOptions,
    @Inject(EventFeed) private readonly feed: EventFeed,
    @Inject(Store) private readonly store: Store,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.options.search) return;
    this.pool = new WorkerPool(new URL('./search.worker.js', import.meta.url), TIMEOUT_MS);
    this.follower = new Follower({
      id: 'words',
      feed: this.feed,
      bookmarks: this.store.bookmarks,
      owner: this.options.owner,
      from: 'beginning',
      most: BATCH,
      wants: (event) => event.type.startsWith('article.'),
      handle: (events, _, signal) => this.index(events, signal),
      warn: (text) => {
        this.logger.warn(text);
      },
    });
    this.follower.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.follower?.stop();
    await this.pool?.close();
  }

  private async index(events: PlacedEvent[], signal: AbortSignal): Promise<void> {
    const values = events.map(({ event }) => new Uint8Array(event.message.value ?? []));
    const documents = (await this.pool?.run(values)) ?? [];
    const started = performance.now();
    await this.store.search.index(documents);
    this.metrics.indexed.inc(documents.length);
    // What was indexed is done: the end of the process cuts the rest short, no more.
    await sleep((performance.now() - started) * REST, undefined, { signal }).catch(() => undefined);
  }
}
