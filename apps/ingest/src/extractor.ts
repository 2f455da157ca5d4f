import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Capture } from '#libs/contracts';
import { WorkerPool } from '#libs/platform';
import type { Extraction } from './extract.js';

/** A page that is not done by then hangs: extraction's own budget is a quarter of a second. */
const TIMEOUT_MS = 10_000;

/** Takes captures apart in worker threads: a heavy page does not hold up the rest. */
@Injectable()
export class Extractor implements OnModuleDestroy {
  private readonly pool = new WorkerPool<Capture, Extraction>(
    new URL('./extract.worker.js', import.meta.url),
    TIMEOUT_MS,
  );

  /** Throws poison for bytes that are no page, bug `worker-timeout` for a page that takes for ever. */
  extract(capture: Capture): Promise<Extraction> {
    return this.pool.run(capture);
  }

  async onModuleDestroy(): Promise<void> {
    await this.pool.close();
  }
}
