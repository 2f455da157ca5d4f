import { randomUUID } from 'node:crypto';
import type { Admin, Consumer, EachBatchPayload } from 'kafkajs';
import type { ReadOptions, ReceivedMessage } from '../log.js';
import { kafkaClient, type KafkaConnection, physicalName } from './connection.js';
import { received } from './records.js';
import type { AskAdmin } from './topics.js';

interface Range {
  partition: number;
  from: number;
  /** First offset that is not of interest. */
  to: number;
}

/** When nothing came for this long, ms, all transactions that were open at the call have been settled: nothing will come. */
const STALL_MS = 65_000;
const HEARTBEAT_MS = 1_000;
/** A broker that has just started may not know a new group's coordinator at once; kafkajs gives up after about 5 s each. */
const JOIN_TRIES = 3;

/**
 * Committed messages of a topic up to its end as it is now, one partition after the other. Transaction markers have
 * offsets but are never seen as messages, so progress is taken from kafkajs' own account of its fetches.
 */
export async function* readTopic(
  connection: KafkaConnection,
  ask: AskAdmin,
  topic: string,
  options: ReadOptions,
): AsyncGenerator<ReceivedMessage> {
  const name = physicalName(connection, topic);
  const ranges = (await ask((admin) => rangesOf(admin, name, options))).filter(({ from, to }) => from < to);
  if (ranges.length === 0) return;
  const groupId = physicalName(connection, `${connection.clientId}.read.${randomUUID()}`);
  const consumer = kafkaClient(connection).consumer({ groupId, readUncommitted: false, maxWaitTimeInMs: 200 });
  const reader = new RangeReader(consumer, name, topic, ranges);
  try {
    await reader.start();
    for (const range of ranges) yield* reader.read(range);
  } finally {
    reader.stop();
    await consumer.disconnect();
    // Groups without offsets go by themselves after a week; this one is known to be of no use.
    await ask((admin) => admin.deleteGroups([groupId])).catch(() => undefined);
  }
}

async function rangesOf(
  admin: Admin,
  topic: string,
  { fromOffset, fromOffsets, since }: ReadOptions,
): Promise<Range[]> {
  const ends = await admin.fetchTopicOffsets(topic);
  const starts =
    fromOffsets === undefined && fromOffset === undefined && since !== undefined
      ? new Map(
          (await admin.fetchTopicOffsetsByTimestamp(topic, since)).map(({ partition, offset }) => [
            partition,
            Number(offset),
          ]),
        )
      : undefined;
  return ends.map(({ partition, high, low }) => ({
    partition,
    from: Math.max(
      Number(low),
      fromOffsets === undefined ? (fromOffset ?? starts?.get(partition) ?? 0) : (fromOffsets[partition] ?? 0),
    ),
    to: Number(high),
  }));
}

/** Turns kafkajs' pushing into pulling: one fetched batch at a time, the next when it has been taken. */
class RangeReader {
  private batch: ReceivedMessage[] = [];
  /** Per partition: the first offset not seen yet. */
  private readonly seen = new Map<number, number>();
  private current = -1;
  /** Partitions whose last batch came before their turn; they come again. */
  private readonly early = new Set<number>();
  private changed: () => void = () => undefined;
  private taken: () => void = () => undefined;
  private failure: Error | undefined;
  private stopped = false;
  private joined = false;

  constructor(
    private readonly consumer: Consumer,
    private readonly topic: string,
    private readonly logical: string,
    private readonly ranges: Range[],
  ) {}

  async start(): Promise<void> {
    const { consumer, topic, ranges } = this;
    consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload: { partition, lastOffset } }) => {
      if (this.early.delete(partition)) return;
      this.seen.set(partition, Number(lastOffset) + 1);
      this.changed();
    });
    let tries = 0;
    const joined = new Promise<void>((resolve) => {
      consumer.on(consumer.events.GROUP_JOIN, () => {
        if (this.joined) return;
        this.joined = true;
        consumer.pause([{ topic, partitions: ranges.map(({ partition }) => partition) }]);
        for (const { partition, from } of ranges) consumer.seek({ topic, partition, offset: String(from) });
        resolve();
      });
      consumer.on(consumer.events.CRASH, ({ payload: { error, restart } }) => {
        if (!this.joined && restart && ++tries < JOIN_TRIES) return;
        this.failure = error;
        this.changed();
        resolve();
      });
    });
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      eachBatch: (payload) => this.offer(payload),
    });
    // kafkajs' `run` also ends when the first try to join failed and the next is still to come.
    await joined;
    if (this.failure) throw this.failure;
  }

  async *read({ partition, from, to }: Range): AsyncGenerator<ReceivedMessage> {
    const { consumer, topic } = this;
    this.current = partition;
    consumer.resume([{ topic, partitions: [partition] }]);
    let next = from;
    while (next < to) {
      await this.progress(partition, next);
      if (this.failure) throw this.failure;
      const batch = this.batch;
      this.batch = [];
      for (const message of batch) {
        const offset = Number(message.offset);
        if (message.partition !== partition || offset < next || offset >= to) continue;
        next = offset + 1;
        yield message;
      }
      this.taken();
      const seen = this.seen.get(partition) ?? 0;
      if (batch.length === 0 && seen <= next) return;
      next = Math.max(next, seen);
    }
    consumer.pause([{ topic, partitions: [partition] }]);
  }

  stop(): void {
    this.stopped = true;
    this.taken();
  }

  private async offer(payload: EachBatchPayload): Promise<void> {
    const { batch } = payload;
    if (this.stopped || batch.partition !== this.current) {
      this.early.add(batch.partition);
      return;
    }
    this.batch = batch.messages.map((record) => received(this.logical, batch.partition, record));
    const beat = setInterval(() => void payload.heartbeat().catch(() => undefined), HEARTBEAT_MS);
    const taken = new Promise<void>((resolve) => (this.taken = resolve));
    this.changed();
    await taken;
    clearInterval(beat);
    payload.resolveOffset(batch.lastOffset());
  }

  /** Resolves when there is a batch, an offset beyond `next` was passed, something failed, or nothing came for too long. */
  private async progress(partition: number, next: number): Promise<void> {
    const end = Date.now() + STALL_MS;
    while (this.batch.length === 0 && (this.seen.get(partition) ?? 0) <= next && !this.failure && Date.now() < end) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 1_000);
        this.changed = (): void => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }
}
