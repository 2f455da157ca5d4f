import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { MessageBytes, OutgoingBytes } from '#libs/messaging';
import { WorkerPool } from '#libs/threads';

/** A page has 250 ms (PAGE_MS); a thread that is not done by then is hanging, even on a machine that is busy otherwise. */
const TIMEOUT_MS = 10_000;

/** Takes captures apart in worker threads: a heavy page does not hold up the rest. */
@Injectable()
export class Extractor implements OnModuleInit, OnModuleDestroy {
  private readonly pool = new WorkerPool<MessageBytes, OutgoingBytes[]>(
    new URL('./extract.worker.js', import.meta.url),
    TIMEOUT_MS,
  );

  /** Throws poison for bytes that are no page, bug `worker-timeout` for a page that takes for ever. */
  extract(message: MessageBytes): Promise<OutgoingBytes[]> {
    return this.pool.run(message);
  }

  /** A service whose models are missing or damaged ends at its start, and says so, before it takes a message. */
  async onModuleInit(): Promise<void> {
    await this.pool.ready();
  }

  async onModuleDestroy(): Promise<void> {
    await this.pool.close();
  }
}
