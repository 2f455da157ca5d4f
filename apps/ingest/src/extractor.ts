import { availableParallelism } from 'node:os';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Piscina } from 'piscina';
import { BabelwireError, type Capture } from '#libs/contracts';
import type { ExtractionOutcome } from './extract.worker.js';
import type { Extraction } from './extract.js';

/** A page that is not done by then hangs: extraction's own budget is a quarter of a second. */
const TIMEOUT_MS = 10_000;

/**
 * Takes captures apart in worker threads: a heavy page holds up neither the event loop nor the consumer's heartbeat. One
 * thread is left to the loop itself.
 */
@Injectable()
export class Extractor implements OnModuleDestroy {
  private readonly pool = new Piscina<Capture, ExtractionOutcome>({
    filename: new URL('./extract.worker.js', import.meta.url).href,
    minThreads: 1,
    maxThreads: Math.max(1, availableParallelism() - 1),
  });

  /** Throws poison for bytes that are no page, bug `extraction-timeout` for a page that takes for ever. */
  async extract(capture: Capture): Promise<Extraction> {
    const outcome = await this.run(capture);
    if ('extraction' in outcome) return outcome.extraction;
    const { code, kind, message } = outcome.error;
    throw new BabelwireError(code, kind, message);
  }

  async onModuleDestroy(): Promise<void> {
    await this.pool.destroy();
  }

  private async run(capture: Capture): Promise<ExtractionOutcome> {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    try {
      return await this.pool.run(capture, { signal });
    } catch (cause) {
      if (!signal.aborted) throw cause;
      const message = `capture ${capture.id} was not taken apart within ${TIMEOUT_MS} ms; its thread was ended`;
      throw new BabelwireError('extraction-timeout', 'bug', message, { cause });
    }
  }
}
