import { Controller, type INestMicroservice, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { EventPattern } from '@nestjs/microservices';
import { setTimeout as sleep } from 'node:timers/promises';
import { BabelwireError, deadLetterTopic, retryTopic, type TopicSpec } from '#libs/contracts';
import { silentObserver } from '../src/consumer-spec.js';
import type { ConsumerLimits, ConsumerObserver, HandlerOptions, PartitionPreparation } from '../src/handler.js';
import type { MessageLog, OutgoingMessage, ReceivedMessage } from '../src/log.js';
import { RethrowFilter } from '../src/rethrow-filter.js';
import { createStrategy } from '../src/strategy.js';

/** A line of its own for one test: the same topics, opened as often as the test starts a process. */
export interface LineUnderTest {
  open(): Promise<MessageLog>;
  dispose(): Promise<void>;
}

/** What a contract needs of an adapter. */
export type NewLine = (topics: TopicSpec[]) => Promise<LineUnderTest>;

export type Handler = (payload: never) => unknown;

/** Waits of a test are short; everything else is as in production. */
export const quick: Partial<ConsumerLimits> = { backoffMs: 20, maxBackoffMs: 100, handlerTimeoutMs: 5_000 };

export interface ServiceUnderTest {
  handlers: Record<string, Handler>;
  options?: HandlerOptions;
  group?: string;
  limits?: Partial<ConsumerLimits>;
  observer?: Partial<ConsumerObserver>;
  preparations?: PartitionPreparation[];
}

@Module({})
class TestModule {}

/** A Nest microservice whose `@EventPattern` handlers are these functions, listening. */
export async function serve(log: MessageLog, service: ServiceUnderTest): Promise<INestMicroservice> {
  const controllers = Object.entries(service.handlers).map(([topic, handler]) => {
    class TestController {
      handle(payload: never): unknown {
        return handler(payload);
      }
    }
    const method = Object.getOwnPropertyDescriptor(TestController.prototype, 'handle');
    EventPattern(topic, { ...service.options })(TestController.prototype, 'handle', method ?? {});
    Controller()(TestController);
    return TestController;
  });
  const strategy = createStrategy({
    log,
    group: service.group ?? 'test.group',
    limits: { ...quick, ...service.limits },
    observer: { ...silentObserver, ...service.observer },
    preparations: service.preparations ?? [],
    onFatal: (error) => {
      throw error;
    },
  });
  const app = await NestFactory.createMicroservice(
    { module: TestModule, controllers },
    { strategy, logger: ['error'], abortOnError: false },
  );
  app.useGlobalFilters(new RethrowFilter());
  await app.listen();
  return app;
}

/** A consumed topic with the two beside it. */
export const consumed = (name: string, partitions?: number): TopicSpec[] =>
  [name, retryTopic(name), deadLetterTopic(name)].map((topic) => ({
    name: topic,
    config: {},
    ...(partitions === undefined ? {} : { partitions }),
  }));

export const message = (topic: string, key: string, value: string | Buffer = key): OutgoingMessage => ({
  topic,
  key,
  value: Buffer.from(value),
  headers: { ce_id: `${topic}:${key}` },
});

/** Handler that passes a message on under its key. */
export const passOn = (topic: string) => (received: ReceivedMessage) => {
  return [message(topic, received.key ?? '', received.value ?? '')];
};

export async function all(log: MessageLog, topic: string): Promise<ReceivedMessage[]> {
  const messages: ReceivedMessage[] = [];
  for await (const received of log.read(topic)) messages.push(received);
  return messages;
}

export const keys = async (log: MessageLog, topic: string): Promise<(string | null)[]> =>
  (await all(log, topic)).map(({ key }) => key);

/** Waits for a condition; a test that waits in vain says for what. */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  timeoutMs = 20_000,
): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`waited ${timeoutMs} ms in vain: ${what}`);
    await sleep(20);
  }
}

const lagOf = async (log: MessageLog, group: string, topics: string[]): Promise<number> =>
  (await log.lag(topics.map((topic) => ({ group, topic })))).reduce((sum, { lag }) => sum + lag, 0);

/**
 * Publishes and waits until readers see it: Kafka confirms a transaction when it is certain, which is some milliseconds
 * before its markers are in the topics.
 */
export async function publish(log: MessageLog, messages: OutgoingMessage[]): Promise<void> {
  const topics = [...new Set(messages.map(({ topic }) => topic))];
  const before = await lagOf(log, 'nobody', topics);
  await log.publish(messages);
  await until('the messages can be read', async () => {
    return (await lagOf(log, 'nobody', topics)) >= before + messages.length;
  });
}

/** Waits until the group has committed everything in the topic and in its retry topic, and that can be read. */
export async function caughtUp(log: MessageLog, topic: string, group = 'test.group'): Promise<void> {
  let zeros = 0;
  await until(`${group} caught up with ${topic}`, async () => {
    zeros = (await lagOf(log, group, [topic, retryTopic(topic)])) === 0 ? zeros + 1 : 0;
    if (zeros === 1) await sleep(100);
    return zeros > 1;
  });
}

export const transient = (): BabelwireError => new BabelwireError('store-away', 'transient', 'the store is away');
export const poison = (): BabelwireError => new BabelwireError('no-such-zone', 'poison', 'the zone is unknown');
