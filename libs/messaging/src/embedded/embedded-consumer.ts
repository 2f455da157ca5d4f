import { BabelwireError } from '#libs/contracts';
import { pause, turn } from '../backoff.js';
import { crashHere } from '../failpoint.js';
import type { Commit, PartitionProcessor, Step } from '../partition-processor.js';
import { dueCount, notBefore } from '../retry-headers.js';
import type { EmbeddedConsumer, EmbeddedLog } from './embedded-log.js';
import type { StoredRecord } from './log-file.js';

/** The loop that takes one topic, or its retry topic, through the handler: read, handle, commit; wait when there is nothing. */
export class ConsumerLoop implements EmbeddedConsumer {
  private readonly stopping = new AbortController();
  private awake = new AbortController();
  private working = false;
  private position: number;
  private readonly unregister: () => void;
  private readonly done: Promise<void>;

  constructor(
    private readonly log: EmbeddedLog,
    private readonly processor: PartitionProcessor,
    readonly topic: string,
    private readonly onFatal: (error: BabelwireError) => void,
  ) {
    this.position = log.committed(this.group, topic);
    this.unregister = log.register(this);
    this.done = this.run();
  }

  get group(): string {
    return this.processor.spec.group;
  }

  busy(): boolean {
    if (this.stopping.signal.aborted) return false;
    if (this.working) return true;
    const [next] = this.position < this.log.end(this.topic) ? this.log.page(this.topic, this.position, 1, 1) : [];
    return next !== undefined && notBefore(next) <= Date.now();
  }

  wake(): void {
    this.awake.abort();
  }

  /** Ends after the batch under way; resolves when it has. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.wake();
    await this.done;
  }

  private get fromRetry(): boolean {
    return this.topic !== this.processor.spec.topic;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      this.awake = new AbortController();
      this.working = true;
      let waitMs: number;
      try {
        waitMs = (await this.processor.exclusively(() => this.step())).waitMs;
      } catch (thrown) {
        const error = BabelwireError.from(thrown);
        if (error.kind !== 'transient') {
          this.working = false;
          this.unregister();
          this.onFatal(error);
          return;
        }
        waitMs = this.processor.wait(error).waitMs;
      }
      // Waiting for a dependency is work to do; an empty topic is not.
      this.working = Number.isFinite(waitMs) && !this.fromRetry;
      if (waitMs === 0) await turn();
      else await this.sleep(waitMs);
    }
    this.working = false;
    this.unregister();
  }

  private async sleep(waitMs: number): Promise<void> {
    this.log.settle();
    // A new message ends the wait for one, but not the wait for a dependency.
    const { signal } = Number.isFinite(waitMs) ? this.stopping : this.awake;
    if (Number.isFinite(waitMs)) await pause(waitMs, signal);
    else if (!signal.aborted)
      await new Promise((resolve) => {
        signal.addEventListener('abort', resolve, { once: true });
      });
  }

  private async step(): Promise<Step> {
    const { limits } = this.processor.spec;
    const offered = this.log.page(this.topic, this.position, limits.batchSize, limits.batchBytes);
    const [first] = offered;
    if (first === undefined) return { taken: 0, waitMs: Infinity };
    if (this.fromRetry) {
      if (this.processor.dependencyAway) return { taken: 0, waitMs: limits.backoffMs };
      const due = dueCount(offered, Date.now());
      if (due === 0) return { taken: 0, waitMs: Math.max(1, notBefore(first) - Date.now()) };
      offered.length = due;
    }
    const moreBehind = this.position + offered.length < this.log.end(this.topic);
    return this.processor.step(offered, moreBehind, this.stopping.signal, (commit) => {
      this.commit(commit);
      return Promise.resolve();
    });
  }

  private commit({ inputs, outputs, diverted }: Commit): void {
    const next = Number(inputs.at(-1)?.offset) + 1;
    const aside = diverted.map(({ topic, source, added }): StoredRecord => ({
      topic,
      key: source.key,
      value: source.value,
      headers: { ...source.headers, ...added },
    }));
    const records: StoredRecord[] = [...outputs, ...aside];
    const timestamp = inputs.at(-1)?.timestamp;
    if (this.log.keepsTime && timestamp !== undefined) for (const record of records) record.timestamp = timestamp;
    this.log.write(records, { group: this.group, topic: this.topic, next });
    crashHere('after-commit');
    this.position = next;
  }
}
