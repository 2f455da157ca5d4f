/**
 * The log alone, without the line around it: `npm run build && node dist/test/bench/messaging.js [MESSAGES]`.
 * 4 kB messages, batches of 500, a handler that passes each on; Kafka as well where KAFKA_BROKERS names one.
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { EventPattern } from '@nestjs/microservices';
import {
  createStrategy,
  defaultLimits,
  EmbeddedLog,
  ensureTopics,
  KafkaLog,
  type MessageLog,
  type OutgoingMessage,
  type ReceivedMessage,
  RethrowFilter,
} from '#libs/messaging';

const MESSAGES = Number(process.argv[2] ?? 20_000);
const value = Buffer.alloc(4096, 'x');
const topics = ['in', 'in.retry', 'in.dlq', 'out'].map((name) => ({ name, config: {} }));

@Controller()
class PassOn {
  @EventPattern('in')
  handle({ key }: ReceivedMessage): OutgoingMessage[] {
    return [{ topic: 'out', key: key ?? '', value, headers: { ce_type: 'bench' } }];
  }
}

@Module({ controllers: [PassOn] })
class BenchModule {}

async function measure(name: string, log: MessageLog): Promise<void> {
  const batch = (from: number): OutgoingMessage[] =>
    Array.from({ length: 500 }, (_, i) => ({ topic: 'in', key: `k${from + i}`, value, headers: { ce_type: 'bench' } }));
  let started = performance.now();
  for (let sent = 0; sent < MESSAGES; sent += 500) await log.publish(batch(sent));
  const publishing = (performance.now() - started) / 1000;
  let committed = 0;
  let batches = 0;
  const strategy = createStrategy({
    log,
    group: 'bench',
    limits: defaultLimits,
    observer: {
      handled: () => undefined,
      failed: () => undefined,
      waits: () => undefined,
      waiting: ({ message }) => {
        process.stderr.write(`${message}\n`);
      },
      committed: ({ inputs }) => {
        committed += inputs;
        batches++;
      },
    },
    onFatal: (error) => {
      throw error;
    },
  });
  const app = await NestFactory.createMicroservice(BenchModule, { strategy, logger: false });
  app.useGlobalFilters(new RethrowFilter());
  await app.listen();
  while (committed === 0) await sleep(1);
  started = performance.now();
  const already = committed;
  while (committed < MESSAGES) await sleep(1);
  const handling = (performance.now() - started) / 1000;
  const rate = (count: number, seconds: number): string => `${Math.round(count / seconds)}/s`;
  console.log(
    `${name}: publish ${rate(MESSAGES, publishing)}; stage ${rate(MESSAGES - already, handling)} in ${batches} transactions`,
  );
  await app.close();
  await log.close();
}

const folder = await mkdtemp(join(tmpdir(), 'babelwire-bench-'));
await measure('embedded', EmbeddedLog.open(folder, topics));
await rm(folder, { recursive: true });
if (process.env.KAFKA_BROKERS) {
  for (const partitions of [1, 6]) {
    const connection = {
      brokers: process.env.KAFKA_BROKERS.split(','),
      clientId: 'babelwire.bench',
      prefix: `bench.${randomUUID().slice(0, 8)}.`,
    };
    await ensureTopics({ ...connection, topics, partitions, replicationFactor: 1 });
    await measure(`kafka, ${partitions} partitions`, new KafkaLog(connection));
  }
}
