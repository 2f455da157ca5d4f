import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { MessageBytes } from '#libs/messaging';
import { WorkerPool } from '#libs/threads';
import type { TaggedBytes } from './tag-message.js';

/** Some tens of articles take some tens of milliseconds: what is not done by then hangs. */
const TIMEOUT_MS = 20_000;

/** Messages in one task: enough that handing it over costs little, few enough that the threads end together. */
const TASK_SIZE = 32;

/** Tells languages in worker threads. */
@Injectable()
export class Tagger implements OnModuleInit, OnModuleDestroy {
  private readonly pool = new WorkerPool<MessageBytes[], TaggedBytes[]>(
    new URL('./tag.worker.js', import.meta.url),
    TIMEOUT_MS,
  );

  /** One answer for each message, in order. Throws for the first that can't be tagged. */
  async tag(messages: MessageBytes[]): Promise<TaggedBytes[]> {
    const tasks: Promise<TaggedBytes[]>[] = [];
    for (let at = 0; at < messages.length; at += TASK_SIZE) {
      tasks.push(this.pool.run(messages.slice(at, at + TASK_SIZE)));
    }
    return (await Promise.all(tasks)).flat();
  }

  /** A service whose models are missing or damaged ends at its start, and says so, before it takes a message. */
  async onModuleInit(): Promise<void> {
    await this.pool.ready();
  }

  async onModuleDestroy(): Promise<void> {
    await this.pool.close();
  }
}
