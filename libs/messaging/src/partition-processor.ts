import { BabelwireError, retryTopic } from '#libs/contracts';
import { backoff } from './backoff.js';
import { type BatchResult, runBatch } from './batch-runner.js';
import type { ConsumerSpec, DivertedMessage } from './consumer-spec.js';
import type { ConsumerLimits } from './handler.js';
import { crashHere } from './failpoint.js';
import type { OutgoingMessage, ReceivedMessage } from './log.js';

/** What one step did: so many messages of those offered are handled and committed; or come again after a wait (ms). */
export interface Step {
  taken: number;
  waitMs: number;
}

/** Everything that becomes durable at once. */
export interface Commit {
  inputs: ReceivedMessage[];
  outputs: OutgoingMessage[];
  diverted: DivertedMessage[];
}

/** A dependency that was away for long is noticed to be back within this time, ms. A journey through the retry topic may take longer. */
const LONGEST_WAIT_MS = 5_000;

/**
 * One partition of a topic together with the same partition of its retry topic: they share a handler and, where it keeps
 * state, that state; so they take turns. The adapters read and commit; what to do with a batch is decided here.
 */
export class PartitionProcessor {
  private prepared = false;
  private waits = 0;
  private saidWaiting: string | undefined;
  /** Messages still to be handled one at a time, since a batch with one of them failed. */
  private narrow = 0;
  private away = false;
  private failingSince: number | undefined;
  private tail: Promise<unknown> = Promise.resolve();

  constructor(
    readonly spec: ConsumerSpec,
    readonly partition: number,
  ) {}

  /** Whether the topic waits for a dependency: retries rest meanwhile, or they would use up their journeys for nothing. */
  get dependencyAway(): boolean {
    return this.away;
  }

  /** State is rebuilt before the next message: after another owner may have had the partition, or a failed commit. */
  invalidate(): void {
    this.prepared = false;
  }

  /** Runs `work` when nobody else is at this partition. */
  exclusively<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.tail.then(work);
    this.tail = mine.catch(() => undefined);
    return mine;
  }

  /**
   * Handles the first of these messages (all from the topic, or all from its retry topic) and commits. Rejects only when
   * `commit` does; then nothing was taken.
   */
  async step(
    offered: ReceivedMessage[],
    moreBehind: boolean,
    signal: AbortSignal,
    commit: (commit: Commit) => Promise<void>,
  ): Promise<Step> {
    const wanted = this.cut(offered);
    const { spec } = this;
    const started = performance.now();
    const fromRetry = wanted[0]?.topic === retryTopic(spec.topic);
    let result: BatchResult;
    try {
      await this.prepare();
      const reset = spec.preparation && ((): Promise<void> => this.prepare(true));
      // As many as a message could have made journeys meanwhile: it steps aside by the time, however short the waits.
      const since = this.failingSince === undefined ? 0 : started - this.failingSince;
      const waits = fromRetry ? 0 : Math.min(this.waits, journeysIn(since, spec.limits));
      result = await runBatch(spec, wanted, {
        waits,
        moreBehind: moreBehind || wanted.length < offered.length,
        signal,
        ...(this.failingSince === undefined || fromRetry ? {} : { failingSince: this.failingSince }),
        ...(reset && { reset }),
      });
    } catch (thrown) {
      // Only the preparation throws: without its state the handler can't go on, whatever the kind of the error.
      this.prepared = false;
      return this.wait(BabelwireError.from(thrown));
    }
    if (result.verdict === 'narrow') {
      this.prepared = false;
      this.narrow = wanted.length;
      return { taken: 0, waitMs: 0 };
    }
    if (!fromRetry) {
      this.away = result.verdict === 'wait';
      this.failingSince = this.away ? (this.failingSince ?? started) : undefined;
    }
    if (result.verdict === 'wait') {
      if (spec.preparation) this.prepared = false;
      return this.wait(result.error);
    }
    const inputs = wanted.slice(0, result.taken);
    const handledAt = performance.now();
    crashHere('before-commit');
    spec.observer.handled({
      group: spec.group,
      topic: spec.topic,
      count: inputs.length,
      seconds: (handledAt - started) / 1000,
    });
    try {
      await commit({ inputs, outputs: result.outputs, diverted: result.diverted });
    } catch (error) {
      this.prepared = false;
      throw error;
    }
    this.narrow = Math.max(0, this.narrow - inputs.length);
    // A failed call may have left half of its work in the handler's state.
    if (result.diverted.length > 0) this.prepared = false;
    this.endWait();
    spec.observer.committed({
      group: spec.group,
      topic: spec.topic,
      inputs: inputs.length,
      outputs: result.outputs.length,
      seconds: (performance.now() - started) / 1000,
    });
    return { taken: inputs.length, waitMs: 0 };
  }

  /** A wait because of the log itself, with the same rhythm and said in the same way. */
  wait(error: BabelwireError): Step {
    const { group, topic, observer, limits } = this.spec;
    if (this.saidWaiting === undefined) {
      this.saidWaiting = error.code;
      observer.waiting({ group, topic, code: error.code, message: error.message, waiting: true });
    }
    observer.waits({ group, topic, code: error.code });
    return {
      taken: 0,
      waitMs: backoff(this.waits++, limits.backoffMs, Math.min(limits.maxBackoffMs, LONGEST_WAIT_MS)),
    };
  }

  private endWait(): void {
    this.waits = 0;
    if (this.saidWaiting === undefined) return;
    const { group, topic, observer } = this.spec;
    observer.waiting({ group, topic, code: this.saidWaiting, message: 'it goes on', waiting: false });
    this.saidWaiting = undefined;
  }

  private async prepare(again = false): Promise<void> {
    if (this.prepared && !again) return;
    this.prepared = false;
    await this.spec.preparation?.prepare(this.partition);
    crashHere('after-prepare');
    this.prepared = true;
  }

  private cut(offered: ReceivedMessage[]): ReceivedMessage[] {
    const { batchSize, batchBytes } = this.spec.limits;
    if (this.narrow > 0) return offered.slice(0, 1);
    let bytes = 0;
    let count = 0;
    for (const message of offered) {
      bytes += message.value?.length ?? 0;
      if (count > 0 && (count >= batchSize || bytes > batchBytes)) break;
      count++;
    }
    return offered.slice(0, count);
  }
}

/** Journeys through the retry topic that fit into a time, ms. */
function journeysIn(ms: number, { backoffMs, maxBackoffMs, maxRetries }: ConsumerLimits): number {
  let [count, left] = [0, ms];
  while (count < maxRetries) {
    left -= Math.min(maxBackoffMs, backoffMs * 2 ** count);
    if (left < 0) break;
    count += 1;
  }
  return count;
}
