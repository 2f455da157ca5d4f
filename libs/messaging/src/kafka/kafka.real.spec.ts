import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeWithKafka, kafkaBrokers } from '../../../../test/services/index.js';
import { messagingContract } from '../../test/contract-suite.js';
import type { ReceivedMessage } from '../log.js';
import {
  all,
  caughtUp,
  consumed,
  keys,
  message,
  passOn,
  poison,
  publish,
  serve,
  until,
} from '../../test/spec-support.js';
import { kafkaClient, type KafkaConnection } from './connection.js';
import { KafkaLog } from './kafka-log.js';
import { producerSettings } from './producer-settings.js';
import { received } from './records.js';
import { ensureTopics } from './topics.js';

const newConnection = (): KafkaConnection => ({
  brokers: kafkaBrokers(),
  clientId: 'babelwire.test',
  prefix: `${randomUUID().slice(0, 8)}.`,
});

describeWithKafka('the log on Kafka, by the contract', () => {
  messagingContract(async (topics) => {
    const connection = newConnection();
    await ensureTopics({ ...connection, topics, partitions: 3, replicationFactor: 1 });
    return { open: () => Promise.resolve(new KafkaLog(connection)), dispose: () => Promise.resolve() };
  });
});

describeWithKafka('the log on Kafka', () => {
  const topics = [...consumed('in'), ...consumed('state', 1), { name: 'out', partitions: 1, config: {} }];
  let connection: KafkaConnection;
  let log: KafkaLog;
  beforeEach(async () => {
    connection = newConnection();
    await ensureTopics({ ...connection, topics, partitions: 3, replicationFactor: 1 });
    log = new KafkaLog(connection);
  });
  afterEach(async () => {
    await log.close();
  });

  it('creates the topics that are missing, with their partitions and settings, and leaves the others alone', async () => {
    const extra = { name: 'extra', partitions: 2, config: { 'max.message.bytes': '2000000' } };
    const creation = { ...connection, topics: [...topics, extra], partitions: 3, replicationFactor: 1 };
    expect(await ensureTopics(creation)).toEqual([`${connection.prefix ?? ''}extra`]);
    expect(await ensureTopics(creation)).toEqual([]);
    await publish(log, [message('extra', 'a', Buffer.alloc(1_900_000))]);
    expect(log.topics.partitions('extra')).toBe(2);
    expect(log.topics.maxBytes('extra')).toBe(2_000_000);
  });

  it('does not lag behind what is left of an aborted transaction at the end of a partition', async () => {
    const first = await serve(log, { handlers: { state: passOn('out') } });
    await publish(log, [message('state', 'a')]);
    await caughtUp(log, 'state');
    const abort = async (): Promise<void> => {
      const transactionalId = `${connection.prefix ?? ''}aborted.${randomUUID()}`;
      const producer = kafkaClient(connection).producer({
        ...producerSettings,
        transactionalId,
        maxInFlightRequests: 1,
      });
      await producer.connect();
      const transaction = await producer.transaction();
      await transaction.send({ topic: log.physical('state'), messages: [{ key: 'never', value: 'seen' }] });
      await transaction.abort();
      await producer.disconnect();
    };
    await abort();
    const lag = async (): Promise<number> => (await log.lag([{ group: 'test.group', topic: 'state' }]))[0]?.lag ?? -1;
    await until('no lag', async () => (await lag()) === 0);
    // Another has taken hold meanwhile, so that the first try fails.
    const transactionalId = log.physical('test.group.state.0');
    const other = kafkaClient(connection).producer({ ...producerSettings, transactionalId, maxInFlightRequests: 1 });
    await other.connect();
    await (await other.transaction()).abort();
    await abort();
    await until('the markers', async () => (await lag()) === 2);
    await until('no lag', async () => (await lag()) === 0);
    await other.disconnect();
    // Nobody is there when it happens: whoever comes next passes over it.
    await first.close();
    await abort();
    await until('the markers', async () => (await lag()) === 2);
    const second = await serve(log, { handlers: { state: passOn('out') } });
    await until('no lag', async () => (await lag()) === 0);
    await publish(log, [message('state', 'b')]);
    await caughtUp(log, 'state');
    await second.close();
    expect(await keys(log, 'out')).toEqual(['a', 'b']);
  });

  it('keeps a key and headers that are not UTF-8 as they came, down to the dead letter', async () => {
    const bytes = Buffer.from([0xff, 0xfe, 0x00, 0xc3]);
    const producer = kafkaClient(connection).producer(producerSettings);
    await producer.connect();
    await producer.send({
      topic: log.physical('in'),
      messages: [{ key: bytes, value: null, headers: { odd: bytes, json: '{"a":1}' } }],
    });
    await producer.disconnect();
    const app = await serve(log, {
      handlers: {
        in: () => {
          throw poison();
        },
      },
    });
    await caughtUp(log, 'in');
    await app.close();
    const records: { key: Buffer | null; value: Buffer | null; headers?: object }[] = [];
    const consumer = kafkaClient(connection).consumer({ groupId: randomUUID() });
    await consumer.connect();
    await consumer.subscribe({ topics: [log.physical('in.dlq')], fromBeginning: true });
    await consumer.run({ eachMessage: ({ message: record }) => Promise.resolve(void records.push(record)) });
    await until('the dead letter', () => records.length === 1);
    await consumer.disconnect();
    expect(records[0]).toMatchObject({
      key: bytes,
      value: null,
      headers: { odd: bytes, json: Buffer.from('{"a":1}') },
    });
  });

  it('ends reading at the end also when the last offsets are aborted messages and transaction markers', async () => {
    await publish(log, [message('out', 'a'), message('out', 'b')]);
    const transactionalId = randomUUID();
    const producer = kafkaClient(connection).producer({ ...producerSettings, transactionalId, maxInFlightRequests: 1 });
    await producer.connect();
    const transaction = await producer.transaction();
    await transaction.send({ topic: log.physical('out'), acks: -1, messages: [{ key: 'aborted', value: 'x' }] });
    await transaction.abort();
    await producer.disconnect();
    const started = Date.now();
    expect(await keys(log, 'out')).toEqual(['a', 'b']);
    expect(Date.now() - started).toBeLessThan(10_000);
  });

  it('notices that another has taken its partition, throws its work away, prepares its state anew and goes on once', async () => {
    let state: (string | null)[] = [];
    let prepared = 0;
    let meddle: (() => Promise<void>) | undefined;
    const handler = async (batch: ReceivedMessage[]) => {
      await meddle?.();
      state.push(...batch.map(({ key }) => key));
      return batch.flatMap(passOn('out'));
    };
    const prepare = async (): Promise<void> => {
      prepared++;
      state = await keys(log, 'out');
    };
    const app = await serve(log, {
      handlers: { state: handler },
      options: { batch: true },
      preparations: [{ topic: 'state', prepare }],
    });
    await publish(log, [message('state', 'a')]);
    await caughtUp(log, 'state');
    expect(prepared).toBe(1);
    const transactionalId = log.physical('test.group.state.0');
    const usurper = kafkaClient(connection).producer({ ...producerSettings, transactionalId, maxInFlightRequests: 1 });
    await usurper.connect();
    meddle = async () => {
      meddle = undefined;
      await usurper.transaction();
    };
    await publish(log, [message('state', 'b'), message('state', 'c')]);
    await caughtUp(log, 'state');
    expect(prepared).toBeGreaterThan(1);
    expect(state).toEqual(['a', 'b', 'c']);
    expect(await keys(log, 'out')).toEqual(['a', 'b', 'c']);
    expect(await keys(log, 'state.dlq')).toEqual([]);
    await usurper.disconnect();
    await app.close();
  });

  it('says once that the brokers are away, lives on, and closes without them', async () => {
    const away = new KafkaLog({ ...connection, brokers: ['127.0.0.1:9'] });
    const said: string[] = [];
    const app = await serve(away, {
      handlers: { in: passOn('out') },
      observer: { waiting: ({ message: text }) => void said.push(text) },
    });
    await until('it says so', () => said.length > 0, 30_000);
    await sleep(1_000);
    expect(said).toEqual([expect.stringContaining('127.0.0.1:9')]);
    await expect(away.ping()).rejects.toMatchObject({ code: 'log-unavailable', kind: 'transient' });
    // Who asks does not wait for all before him to find out the same, five seconds each: after an hour of that a line would take
    // minutes to notice that its brokers are back.
    const began = performance.now();
    const asked = await Promise.allSettled(Array.from({ length: 20 }, () => away.extent('in')));
    expect(new Set(asked.map(({ status }) => status))).toEqual(new Set(['rejected']));
    expect(performance.now() - began).toBeLessThan(20_000);
    await app.close();
    await away.close();
  });

  it('loses nothing and does nothing twice or out of order when its workers are killed again and again', async () => {
    const workers: ChildProcess[] = [];
    let errors = '';
    const hire = (): void => {
      const worker = spawn(process.execPath, ['--input-type=module', '-e', WORKER, JSON.stringify(connection)], {
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      worker.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
      workers.push(worker);
    };
    const count = 6_000;
    for (let sent = 0; sent < count; sent += 500) {
      await publish(
        log,
        Array.from({ length: 500 }, (_, i) => message('in', `k${(sent + i) % 50}`, `${sent + i}`)),
      );
    }
    hire();
    hire();
    for (let kills = 0; kills < 5; kills++) {
      await sleep(1_500 + Math.random() * 1_500);
      workers.shift()?.kill('SIGKILL');
      hire();
    }
    await until(
      'all of it is handled',
      async () => (await log.lag([{ group: 'worker', topic: 'in' }]))[0]?.lag === 0,
      60_000,
    );
    for (const worker of workers) worker.kill('SIGKILL');
    const out = await all(log, 'out');
    expect(errors).toBe('');
    expect(out.map(({ value }) => Number(value?.toString())).sort((a, b) => a - b)).toEqual(
      Array.from({ length: count }, (_, i) => i),
    );
    const last = new Map<string | null, number>();
    for (const { key, value } of out) {
      const version = Number(value?.toString());
      expect(version).toBeGreaterThan(last.get(key) ?? -1);
      last.set(key, version);
    }
  }, 120_000);

  it('reads a message as it is on the wire', () => {
    const record = {
      key: null,
      value: null,
      timestamp: '5',
      offset: '7',
      attributes: 0,
      headers: { many: ['a', 'b'] },
    };
    expect(received('in', 2, record)).toEqual({
      topic: 'in',
      partition: 2,
      offset: '7',
      key: null,
      value: null,
      timestamp: 5,
      headers: { many: 'a' },
    });
  });
});

/** One slow worker as a process of its own over the built library: about 400 messages a second. */
const WORKER = `
import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { EventPattern } from '@nestjs/microservices';
import { createStrategy, KafkaLog, RethrowFilter } from '#libs/messaging';
const log = new KafkaLog(JSON.parse(process.argv[1]));
class Worker {
  async handle({ key, value }) {
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
    return [{ topic: 'out', key, value, headers: {} }];
  }
}
EventPattern('in')(Worker.prototype, 'handle', Object.getOwnPropertyDescriptor(Worker.prototype, 'handle'));
Controller()(Worker);
class Root {}
Module({ controllers: [Worker] })(Root);
const strategy = createStrategy({ log, group: 'worker', limits: { batchSize: 40, concurrency: 4 },
  tuning: { sessionTimeoutMs: 6000 }, onFatal: (error) => { throw error; } });
const app = await NestFactory.createMicroservice(Root, { strategy, logger: false });
app.useGlobalFilters(new RethrowFilter());
await app.listen();
`;
