import type { Offsets, ReceivedMessage } from '../log.js';

/** What of the log a follower needs. */
export interface FollowedLog {
  page(topic: string, from: number, limit: number, maxBytes: number): ReceivedMessage[];
}

/** Messages that are told at once, and their bytes together: a follower is not to keep the line waiting. */
const PAGE = 200;
const PAGE_BYTES = 1024 * 1024;
/** Until the next try when the file can't be read, ms: a full disk takes a person. */
const PAUSE_MS = 1000;

/** Reads topics of the embedded log as they grow. */
export class EmbeddedFollower {
  private readonly next: Map<string, number>;
  private running: Promise<void> | undefined;
  private again = false;
  private closed = false;

  constructor(
    private readonly log: FollowedLog,
    topics: Record<string, Offsets>,
    private readonly take: (messages: ReceivedMessage[]) => Promise<void> | void,
  ) {
    this.next = new Map(Object.entries(topics).map(([topic, offsets]) => [topic, offsets[0] ?? 0]));
  }

  /** There is, or may be, something new. */
  wake(): void {
    this.again = true;
    if (this.closed) return;
    this.running ??= this.run().finally(() => {
      this.running = undefined;
      // Woken between its last look and here.
      if (this.again) this.wake();
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.running;
  }

  private async run(): Promise<void> {
    while (this.again && !this.closed) {
      this.again = false;
      try {
        for (const topic of this.next.keys()) await this.tell(topic);
      } catch {
        // What a reader of the log can't do, its writers can't either: they say so.
        setTimeout(() => {
          this.wake();
        }, PAUSE_MS).unref();
        return;
      }
    }
  }

  private async tell(topic: string): Promise<void> {
    while (!this.closed) {
      const messages = this.log.page(topic, this.next.get(topic) ?? 0, PAGE, PAGE_BYTES);
      const last = messages.at(-1);
      if (last === undefined) return;
      await this.take(messages);
      this.next.set(topic, Number(last.offset) + 1);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}
