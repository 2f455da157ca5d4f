import { randomUUID } from 'node:crypto';
import type { Consumer, EachBatchPayload } from 'kafkajs';
import type { Following, Offsets, ReceivedMessage } from '../log.js';
import { kafkaClient, type KafkaConnection, logicalName, physicalName } from './connection.js';
import { received } from './records.js';
import type { AskAdmin } from './topics.js';

type Take = (messages: ReceivedMessage[]) => Promise<void> | void;

/** Between two tries to come back after kafkajs gave up, ms. */
const PAUSE_MS = 1000;
const HEARTBEAT_MS = 1000;
/** How long the broker may wait for something new, ms: what a follower is told is at most so much later. */
const MAX_WAIT_MS = 100;

/**
 * Follows all partitions of topics: a consumer in a group of its own, which commits nothing. Where it stands is kept here,
 * since a rebalance sends kafkajs back to the beginning of a group without offsets.
 */
export async function followTopics(
  connection: KafkaConnection,
  ask: AskAdmin,
  topics: Record<string, Offsets>,
  take: Take,
): Promise<Following> {
  const follower = new KafkaFollower(connection, ask, topics, take);
  await follower.open();
  return follower;
}

class KafkaFollower implements Following {
  private readonly groupId: string;
  /** By physical topic and partition. */
  private readonly next = new Map<string, Map<number, number>>();
  private consumer: Consumer | undefined;
  private closed = false;

  constructor(
    private readonly connection: KafkaConnection,
    private readonly ask: AskAdmin,
    topics: Record<string, Offsets>,
    private readonly take: Take,
  ) {
    this.groupId = physicalName(connection, `${connection.clientId}.follow.${randomUUID()}`);
    for (const [topic, offsets] of Object.entries(topics)) {
      const known = Object.entries(offsets).map(([partition, offset]) => [Number(partition), offset] as const);
      this.next.set(physicalName(connection, topic), new Map(known));
    }
  }

  async open(): Promise<void> {
    const consumer = kafkaClient(this.connection).consumer({
      groupId: this.groupId,
      readUncommitted: false,
      maxWaitTimeInMs: MAX_WAIT_MS,
    });
    consumer.on(consumer.events.GROUP_JOIN, ({ payload: { memberAssignment } }) => {
      for (const [topic, partitions] of Object.entries(memberAssignment)) {
        for (const partition of partitions) {
          const offset = this.next.get(topic)?.get(partition);
          if (offset !== undefined) consumer.seek({ topic, partition, offset: String(offset) });
        }
      }
    });
    consumer.on(consumer.events.CRASH, ({ payload: { restart } }) => {
      if (!restart) void this.reopen(consumer);
    });
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: [...this.next.keys()], fromBeginning: true });
      await consumer.run({ autoCommit: false, eachBatchAutoResolve: false, eachBatch: (batch) => this.pass(batch) });
    } catch (error) {
      await consumer.disconnect().catch(() => undefined);
      throw error;
    }
    this.consumer = consumer;
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.consumer?.disconnect();
    // Groups without offsets go by themselves after a week; this one is known to be of no use.
    await this.ask((admin) => admin.deleteGroups([this.groupId])).catch(() => undefined);
  }

  private async pass(payload: EachBatchPayload): Promise<void> {
    const { batch } = payload;
    const { topic, partition } = batch;
    const known = this.next.get(topic);
    if (known === undefined || this.closed) return;
    const from = known.get(partition) ?? 0;
    const messages = batch.messages
      .filter(({ offset }) => Number(offset) >= from)
      .map((record) => received(logicalName(this.connection, topic), partition, record));
    const beat = setInterval(() => void payload.heartbeat().catch(() => undefined), HEARTBEAT_MS);
    try {
      if (messages.length > 0) await this.take(messages);
    } finally {
      clearInterval(beat);
    }
    known.set(partition, Math.max(from, Number(batch.lastOffset()) + 1));
    payload.resolveOffset(batch.lastOffset());
  }

  private async reopen(former: Consumer): Promise<void> {
    await former.disconnect().catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    if (this.closed) return;
    // Still away: it is said by those who write there.
    await this.open().catch(() => this.reopen(former));
  }
}
