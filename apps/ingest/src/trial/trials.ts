import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Capture } from '#libs/contracts';
import { ProblemException } from '#libs/platform';
import { WorkerPool } from '#libs/threads';
import type { Trial } from './trial.js';

/** Pages tried at once: somebody who looks tries one; this keeps a script from taking the service's time. */
const AT_ONCE = 2;
/** A page has 250 ms (decision 0012) and its languages take less; what takes longer hangs. */
const TIMEOUT_MS = 10_000;

/** Tries pages in a thread that is started when the first one comes: most processes never need it. */
@Injectable()
export class Trials implements OnModuleDestroy {
  private pool: WorkerPool<Capture, Trial> | undefined;
  private running = 0;

  /** @param page what gives the page; it counts as part of the trial. Throws 429 `busy`, and what `page` throws. */
  async run(page: () => Promise<Capture>): Promise<Trial> {
    if (this.running >= AT_ONCE) {
      throw new ProblemException(429, 'busy', `${AT_ONCE} pages are being tried already; try again in a moment`, [], 1);
    }
    this.running += 1;
    try {
      const capture = await page();
      this.pool ??= new WorkerPool(new URL('./trial.worker.js', import.meta.url), TIMEOUT_MS);
      return await this.pool.run(capture);
    } finally {
      this.running -= 1;
    }
  }

  async onModuleDestroy(): Promise<void> {
    await this.pool?.close();
  }
}
