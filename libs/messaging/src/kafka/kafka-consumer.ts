import kafkajs, { type Consumer, type ConsumerEndBatchProcessEvent, type EachBatchPayload } from 'kafkajs';
import { retryTopic } from '#libs/contracts';
import type { ConsumerSpec } from '../consumer-spec.js';
import type { ReceivedMessage } from '../log.js';
import { PartitionProcessor } from '../partition-processor.js';
import { dueCount, notBefore } from '../retry-headers.js';
import { brokerErrorType, logicalName } from './connection.js';
import { logUnavailable } from './errors.js';
import { FENCED } from './fenced.js';
import type { KafkaLog } from './kafka-log.js';
import { PartitionSession } from './partition-session.js';
import { received } from './records.js';

// Node finds these names only behind kafkajs' default export (they are spread there at run time).
const { KafkaJSError, KafkaJSProtocolError } = kafkajs;

const HEARTBEAT_MS = 1_000;
/** Until the end of a partition is passed over again, ms, when the brokers were away or another had taken hold. */
const PASS_AGAIN_MS = 2_000;

interface Hold {
  processor: PartitionProcessor;
  session?: PartitionSession;
}

/** What kafkajs' eachBatch does for the topics of one group: see PartitionSession for the order that makes it exact. */
export class BatchConsumer {
  private readonly holds = new Map<string, Hold>();
  private readonly specs = new Map<string, ConsumerSpec>();
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly stopping = new AbortController();
  private memberId: string | undefined;
  /** Partitions of this member by the cluster's name of their topic. */
  private assignment: Record<string, number[]> = {};

  constructor(
    private readonly log: KafkaLog,
    specs: ConsumerSpec[],
  ) {
    for (const spec of specs) for (const topic of [spec.topic, retryTopic(spec.topic)]) this.specs.set(topic, spec);
  }

  /** Listens to a consumer's assignments; its partitions are taken hold of with their first batch. */
  follow(consumer: Consumer): void {
    consumer.on(consumer.events.GROUP_JOIN, ({ payload: { memberId, memberAssignment } }) => {
      const sameMember = memberId === this.memberId;
      this.assignment = memberAssignment;
      this.memberId = memberId;
      for (const hold of this.holds.values()) {
        const { topic } = hold.processor.spec;
        const assigned = memberAssignment[this.log.physical(topic)]?.includes(hold.processor.partition) ?? false;
        // Who was never out of the group and keeps the partition has had it all the time.
        if (!sameMember || !assigned) void this.release(hold);
      }
    });
    consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload }) => void this.passOver(payload));
  }

  /** Never throws anything but kafkajs' own errors: a TypeError would stop the consumer for good. */
  readonly eachBatch = async (payload: EachBatchPayload): Promise<void> => {
    const { partition } = payload.batch;
    const topic = logicalName(this.log.connection, payload.batch.topic);
    const spec = this.specs.get(topic);
    if (spec === undefined) return;
    const hold = this.hold(spec, partition);
    const beat = new Heartbeat(payload);
    try {
      await hold.processor.exclusively(() => this.handle(payload, topic, hold, beat));
    } catch (error) {
      if (error instanceof KafkaJSError) throw error;
      this.rest(payload, hold.processor.wait(logUnavailable(`consuming ${topic}`, this.log.connection, error)).waitMs);
    } finally {
      beat.stop();
    }
  };

  /** Handlers that wait are woken; no further batch is begun. */
  stop(): void {
    this.stopping.abort();
    for (const timer of this.timers) clearTimeout(timer);
  }

  async close(): Promise<void> {
    await Promise.all([...this.holds.values()].map((hold) => this.release(hold)));
  }

  /**
   * What is left of aborted transactions at the end of a partition is passed over by kafkajs, which hands out no batch then:
   * the group would seem to lag behind for as long as nothing new comes. All before it is committed, or kafkajs would have
   * fetched from there; so the group's offset may move behind it.
   */
  private async passOver(payload: ConsumerEndBatchProcessEvent['payload']): Promise<void> {
    const { topic: name, partition, ...batch } = payload;
    const next = BigInt(batch.lastOffset) + 1n;
    if (batch.batchSize > 0 || next < BigInt(batch.highWatermark)) return;
    const topic = logicalName(this.log.connection, name);
    const spec = this.specs.get(topic);
    const hold = spec && this.hold(spec, partition);
    await hold?.processor.exclusively(async () => {
      if (this.stopping.signal.aborted || !this.assignment[name]?.includes(partition)) return;
      try {
        const session = hold.session ?? (await this.take(hold));
        if (session.position(topic) < next) await session.moveTo(topic, next);
      } catch {
        // Away or fenced: the next batch finds out which, and says so. kafkajs does not come here a second time by itself.
        const { session } = hold;
        delete hold.session;
        await session?.close();
        this.later(PASS_AGAIN_MS, () => void this.passOver(payload));
      }
    });
  }

  private hold(spec: ConsumerSpec, partition: number): Hold {
    const key = `${spec.topic} ${partition}`;
    const hold = this.holds.get(key) ?? { processor: new PartitionProcessor(spec, partition) };
    this.holds.set(key, hold);
    return hold;
  }

  /** The lock outlives the session: a batch that is still under way ends before a new session of this process begins. */
  private release(hold: Hold): Promise<void> {
    const { session, processor } = hold;
    delete hold.session;
    return processor.exclusively(async () => {
      await session?.close();
    });
  }

  private async handle(payload: EachBatchPayload, topic: string, hold: Hold, beat: Heartbeat): Promise<void> {
    const { batch } = payload;
    const { processor } = hold;
    const fromRetry = topic !== processor.spec.topic;
    if (fromRetry && processor.dependencyAway) {
      this.rest(payload, processor.spec.limits.backoffMs);
      return;
    }
    const session = await this.session(payload, hold);
    if (session === undefined) return;
    const position = session.position(topic);
    const fresh = batch.messages.filter(({ offset }) => BigInt(offset) >= position);
    let messages = fresh.map((record) => received(topic, batch.partition, record));
    if (messages.length === 0) payload.resolveOffset(batch.lastOffset());
    while (messages.length > 0 && payload.isRunning() && !this.stopping.signal.aborted && hold.session === session) {
      const due = fromRetry ? dueCount(messages, Date.now()) : messages.length;
      const [first] = messages;
      if (due === 0 && first !== undefined) {
        this.rest(payload, notBefore(first) - Date.now());
        return;
      }
      const step = await this.step(payload, hold, session, messages.slice(0, due), messages.length);
      messages = messages.slice(step.taken);
      beat.check();
      if (step.waitMs > 0) {
        this.rest(payload, step.waitMs);
        return;
      }
    }
  }

  private async step(
    payload: EachBatchPayload,
    hold: Hold,
    session: PartitionSession,
    offered: ReceivedMessage[],
    inBatch: number,
  ): Promise<{ taken: number; waitMs: number }> {
    const { batch } = payload;
    const { processor } = hold;
    const last = offered.at(-1)?.offset ?? batch.lastOffset();
    // What ends a topic that is written in transactions is always a marker, which counts for one offset.
    const moreBehind = inBatch > offered.length || BigInt(batch.highWatermark) - BigInt(last) > 2n;
    try {
      return await processor.step(offered, moreBehind, this.stopping.signal, async (commit) => {
        const end = commit.inputs.at(-1)?.offset ?? last;
        // The markers behind the last message are handled with it, or the group would seem to lag behind.
        const whole = commit.inputs.length === inBatch;
        await session.commit(commit, BigInt(whole ? batch.lastOffset() : end) + 1n);
        payload.resolveOffset(whole ? batch.lastOffset() : end);
      });
    } catch (error) {
      if (hold.session === session) delete hold.session;
      await session.close();
      if (FENCED.has(brokerErrorType(error) ?? '')) throw rejoin(error);
      const { waitMs } = processor.wait(logUnavailable(`committing ${batch.topic}`, this.log.connection, error));
      return { taken: 0, waitMs };
    }
  }

  private async session(payload: EachBatchPayload, hold: Hold): Promise<PartitionSession | undefined> {
    if (hold.session) return hold.session;
    const { spec } = hold.processor;
    // Who has been away for longer than its session must not fence its successor: the broker tells it so here.
    await payload.heartbeat();
    try {
      return await this.take(hold);
    } catch (error) {
      this.rest(
        payload,
        hold.processor.wait(logUnavailable(`taking ${spec.topic}`, this.log.connection, error)).waitMs,
      );
      return undefined;
    }
  }

  private async take(hold: Hold): Promise<PartitionSession> {
    const { spec, partition } = hold.processor;
    hold.session = await PartitionSession.open(this.log, spec.group, spec.topic, partition);
    hold.processor.invalidate();
    return hold.session;
  }

  /** kafkajs fetches again when all batches of a fetch are done: waiting in one would hold up every other partition. */
  private rest(payload: EachBatchPayload, waitMs: number): void {
    if (this.stopping.signal.aborted) return;
    this.later(waitMs, payload.pause());
  }

  private later(waitMs: number, act: () => void): void {
    const timer = setTimeout(
      () => {
        this.timers.delete(timer);
        act();
      },
      Math.max(1, waitMs),
    );
    this.timers.add(timer);
  }
}

/** Keeps the membership while handlers are at work, and remembers when the group wants this member to join again. */
class Heartbeat {
  private failure: unknown;
  private readonly timer: NodeJS.Timeout;

  constructor(payload: EachBatchPayload) {
    this.timer = setInterval(() => {
      payload.heartbeat().catch((error: unknown) => (this.failure ??= error));
    }, HEARTBEAT_MS);
  }

  check(): void {
    if (this.failure !== undefined) throw this.failure instanceof Error ? this.failure : new Error('heartbeat failed');
  }

  stop(): void {
    clearInterval(this.timer);
  }
}

/** What makes kafkajs join the group again. */
function rejoin(cause: unknown): Error {
  const why = cause instanceof Error ? cause.message : String(cause);
  const error = { message: `producer fenced (${why})`, type: 'REBALANCE_IN_PROGRESS', code: 27, retriable: false };
  return new KafkaJSProtocolError(error as unknown as Error);
}
