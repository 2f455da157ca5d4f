import { deadLetterTopic } from '#libs/contracts';
import { deadLetterId } from './dead-letters.js';
import type { MessageLog } from './log.js';

/** Nobody reads under this name: what it has before it is the whole topic. */
const NOBODY = 'babelwire.tally';
/** When the count begins anew, so that what the log has dropped is forgotten, ms. */
const REBUILT_MS = 24 * 3600 * 1000;

/**
 * How many dead letters wait for a person. Remembers which it has counted, and reads only what came since: a dead letter
 * may have megabytes, and a status is asked for every few seconds.
 */
export class DeadLetterTally {
  /** By topic: the end as it was measured, all partitions together, and where each partition is read from next. */
  private ends = new Map<string, { end: number; next: Record<number, number> }>();
  private letters = new Map<string, string>();
  private handled = new Set<string>();
  private begunAt = -Infinity;
  private counting: Promise<Map<string, number>> | undefined;

  /** As for DeadLetters. */
  constructor(
    private readonly log: MessageLog,
    private readonly topics: readonly string[],
    private readonly handledTopic: string,
  ) {}

  /** By the topic where they failed. Throws transient `log-unavailable`. */
  count(): Promise<Map<string, number>> {
    this.counting ??= this.recount().finally(() => (this.counting = undefined));
    return this.counting;
  }

  private async recount(): Promise<Map<string, number>> {
    if (performance.now() - this.begunAt > REBUILT_MS) {
      this.ends = new Map();
      this.letters = new Map();
      this.handled = new Set();
      this.begunAt = performance.now();
    }
    const names = [...this.topics.map(deadLetterTopic), this.handledTopic];
    const lags = await this.log.lag(names.map((topic) => ({ group: NOBODY, topic })));
    for (const { topic, lag, next } of lags) await this.readUpTo(topic, sum(next) + lag);
    const counts = new Map(this.topics.map((topic) => [topic, 0]));
    for (const [id, topic] of this.letters) {
      if (!this.handled.has(id)) counts.set(topic, (counts.get(topic) ?? 0) + 1);
    }
    return counts;
  }

  private async readUpTo(topic: string, end: number): Promise<void> {
    const before = this.ends.get(topic) ?? { end: 0, next: {} };
    if (end <= before.end) return;
    const next = { ...before.next };
    for await (const message of this.log.read(topic, { fromOffsets: before.next })) {
      next[message.partition] = Number(message.offset) + 1;
      if (topic === this.handledTopic) this.handled.add(message.key ?? '');
      else this.letters.set(deadLetterId(message), topic.replace(/\.dlq$/, ''));
    }
    this.ends.set(topic, { end, next });
  }
}

const sum = (offsets: number[]): number => offsets.reduce((total, offset) => total + offset, 0);
