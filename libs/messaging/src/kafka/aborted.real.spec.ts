import { afterAll, beforeEach, expect, it } from '@jest/globals';
import type { Producer, Transaction } from 'kafkajs';
import { randomUUID } from 'node:crypto';
import { describeWithKafka, kafkaBrokers } from '../../../../test/services/index.js';
import { kafkaClient, type KafkaConnection } from './connection.js';
import { KafkaLog } from './kafka-log.js';
import { producerSettings } from './producer-settings.js';
import { ensureTopics } from './topics.js';

const BATCH = 5;

describeWithKafka('transactions that several producers aborted in one partition', () => {
  const connection: KafkaConnection = {
    brokers: kafkaBrokers(),
    clientId: 'babelwire.test',
    prefix: `${randomUUID().slice(0, 8)}.`,
  };
  const log = new KafkaLog(connection);
  const producers: Producer[] = [];
  let topic = '';
  beforeEach(async () => {
    topic = `out-${randomUUID().slice(0, 8)}`;
    const topics = [{ name: topic, partitions: 1, config: {} }];
    await ensureTopics({ ...connection, topics, partitions: 1, replicationFactor: 1 });
  });
  afterAll(async () => {
    await Promise.all(producers.map((producer) => producer.disconnect()));
    await log.close();
  });

  /** As a successor begins: what its predecessor left open is aborted, and its marker written, before this resolves. */
  const begin = async (owner: string): Promise<Transaction> => {
    const transactionalId = log.physical(`${topic}.${owner}`);
    const producer = kafkaClient(connection).producer({ ...producerSettings, transactionalId, maxInFlightRequests: 1 });
    producers.push(producer);
    await producer.connect();
    return producer.transaction();
  };
  const write = async (owner: string, value: string): Promise<Transaction> => {
    const transaction = await begin(owner);
    const messages = Array.from({ length: BATCH }, (_, i) => ({ key: `${i}`, value }));
    await transaction.send({ topic: log.physical(topic), messages });
    return transaction;
  };
  const read = async (fromOffset = 0): Promise<string[]> => {
    const values = new Set<string>();
    for await (const { value } of log.read(topic, { fromOffset })) values.add(String(value));
    return [...values];
  };

  it('stay unseen when the one that began later was aborted first', async () => {
    await write('first', 'a');
    await write('second', 'b');
    await begin('second');
    await begin('first');
    await (await write('third', 'c')).commit();
    expect(await read()).toEqual(['c']);
  });

  it('stay unseen by a reader that begins where several are under way', async () => {
    await write('first', 'a');
    await write('second', 'b');
    await begin('first');
    await begin('second');
    await (await write('third', 'c')).commit();
    expect(await read(BATCH + 2)).toEqual(['c']);
  });

  it('do not hide what the same producers commit before and afterwards', async () => {
    const round = async (value: string, commit: boolean): Promise<void> => {
      const [a, b] = [await write('first', `${value} a`), await write('second', `${value} b`)];
      if (commit) await Promise.all([a.commit(), b.commit()]);
      await begin('second');
      await begin('first');
    };
    await round('kept', true);
    await round('gone', false);
    await round('kept again', true);
    expect(await read()).toEqual(['kept a', 'kept b', 'kept again a', 'kept again b']);
  });
});
