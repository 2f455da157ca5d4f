import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import kafkajs from 'kafkajs';
import { type Article, BabelwireError, languageTopic, parseJson, Topics, topicSpecs } from '#libs/contracts';
import { ensureTopics, KafkaLog, type OutgoingMessage } from '#libs/messaging';
import { articleEvent, languageEvents } from '../../apps/publish/src/publish-events.js';
import { article } from '../../libs/store/test/documents.js';
import { describeWithKafka, kafkaBrokers } from '../services/index.js';
import { type Client, isThere, type Toolchain, toolchains } from './toolchains.js';

const schemas = join(import.meta.dirname, '..', '..', 'docs', 'schemas');
const RUN_MS = 120_000;

/** An event as the examples print it. */
interface Printed {
  key: string;
  headers: Record<string, string>;
  value: Article | null;
}

/** What kcat prints: headers as a list of names and values, the value as text. */
interface PrintedByKcat {
  key: string;
  headers: string[];
  payload: string | null;
}

function fromKcat({ key, headers, payload }: PrintedByKcat): Printed {
  const pairs = headers.flatMap((name, index) => (index % 2 === 0 ? [[name, headers[index + 1] ?? '']] : []));
  return {
    key,
    headers: Object.fromEntries(pairs) as Record<string, string>,
    value: payload === null ? null : (JSON.parse(payload) as Article),
  };
}

function runClient(client: Client, args: string[]): Promise<Printed[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(client.command, [...client.args, ...args], {
      env: { ...process.env, ...client.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: RUN_MS,
    });
    let [out, said] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    child.once('error', reject);
    child.once('close', (code) => {
      const lines = out.split('\n').filter((line) => line !== '');
      if (code !== 0) reject(new Error(`it ended with ${String(code)}: ${said.slice(-20_000)}\n${out.slice(-500)}`));
      try {
        const printed = lines.map((line) => JSON.parse(line) as Printed | PrintedByKcat);
        resolve(printed.map((one) => ('payload' in one ? fromKcat(one) : one)));
      } catch (cause) {
        reject(new Error(`it printed what is no article: ${out.slice(-500)}`, { cause }));
      }
    });
  });
}

/** 40 articles in Ukrainian, of which every second gets new versions, and every eighth turns out to be in Russian at last. */
function versions(): Article[] {
  return Array.from({ length: 3 }, (_, index) => index + 1).flatMap((version) =>
    Array.from({ length: 40 }, (_, number) => number)
      .filter((number) => version === 1 || number % 2 === 0)
      .map((number) => {
        const leaves = version === 3 && number % 8 === 0;
        return article(`ferry-${number}`, {
          version,
          headline: `Пором номер ${number} знову ходить, версія ${version}`,
          inLanguage: leaves ? 'ru' : 'uk',
          versionCreated: `2026-03-01T09:0${version}:00Z`,
          ...(leaves ? { formerLanguages: ['uk'] } : {}),
        });
      }),
  );
}

describeWithKafka('clients that nobody here wrote', () => {
  const prefix = `clients-${Date.now().toString(36)}.`;
  const [topic, ukrainian] = [Topics.articles, languageTopic('uk')];
  let log: KafkaLog;
  const told: OutgoingMessage[] = versions().flatMap((one) => [articleEvent(one), ...languageEvents(one, ['uk'])]);
  const of = (name: string): OutgoingMessage[] => told.filter((event) => event.topic === name);

  beforeAll(async () => {
    const connection = { brokers: kafkaBrokers(), clientId: 'test.clients', prefix };
    log = new KafkaLog(connection);
    // The topic of the language is compacted as soon as can be, so that clients meet a log with holes.
    const soon = { 'segment.ms': '200', 'min.compaction.lag.ms': '0', 'min.cleanable.dirty.ratio': '0.01' };
    const topics = topicSpecs({ languages: ['uk'], retentionDays: 0, everyVersionDays: 7 })
      .filter(({ name }) => name === topic || name === ukrainian)
      .map((spec) => (spec.name === topic ? spec : { ...spec, config: { ...spec.config, ...soon } }));
    await ensureTopics({ ...connection, topics, partitions: 3, replicationFactor: 1 });
    for (let from = 0; from < told.length; from += 50) {
      await log.publish(told.slice(from, from + 50));
      await takenBack(connection.brokers);
      await sleep(250);
    }
    // Closes the last segments that can be compacted; what is the newest always stays.
    await takenBack(connection.brokers);
    await compacted();
  }, 180_000);

  afterAll(async () => {
    await log.close();
  });

  /** A transaction with an event for a key that is known and one that is not, which is aborted. */
  async function takenBack(brokers: string[]): Promise<void> {
    const producer = new kafkajs.Kafka({ brokers, logLevel: kafkajs.logLevel.NOTHING }).producer({
      transactionalId: `${prefix}aborted`,
      maxInFlightRequests: 1,
      idempotent: true,
    });
    await producer.connect();
    const transaction = await producer.transaction();
    for (const name of [topic, ukrainian]) {
      const messages = [told[0]?.key ?? '', 'nobody'].map((key) => ({ key, value: 'taken back' }));
      await transaction.send({ topic: prefix + name, messages });
    }
    await transaction.abort();
    await producer.disconnect();
  }

  /** Waits until the broker has dropped what was superseded. */
  async function compacted(): Promise<void> {
    for (const until = Date.now() + 90_000; Date.now() < until;) {
      await sleep(1000);
      if ((await countOf(ukrainian)) < of(ukrainian).length - 20) return;
    }
    throw new Error(`${ukrainian} was not compacted within 90 s`);
  }

  /** As many as can be, when the broker is too busy to tell. */
  async function countOf(name: string): Promise<number> {
    let count = 0;
    try {
      for await (const _ of log.read(name)) count += 1;
      return count;
    } catch (error) {
      if (BabelwireError.from(error).kind !== 'transient') throw error;
      return Infinity;
    }
  }

  const perKey = (events: { key: string; headers: Record<string, string> }[]): Map<string, string[]> => {
    const found = new Map<string, string[]>();
    for (const { key, headers } of events) found.set(key, [...(found.get(key) ?? []), headers.ce_id ?? '']);
    return found;
  };

  function suite(toolchain: Toolchain): void {
    let client: Client;
    const read = (name: string, headers: string): Promise<Printed[]> => {
      const files = toolchain.checksSchemas ? [join(schemas, `${topic}.json`), join(schemas, headers)] : [];
      return runClient(client, [kafkaBrokers().join(','), prefix + name, ...files]);
    };

    beforeAll(async () => {
      client = await toolchain.prepare();
    }, 660_000);

    it('reads every event once, in order, with its headers, and nothing that was taken back', async () => {
      const printed = await read(topic, `${topic}.headers.json`);
      expect(perKey(printed)).toEqual(perKey(of(topic)));
      const byId = new Map(of(topic).map((event) => [event.headers.ce_id, event]));
      for (const { headers, value } of printed) {
        const { traceparent, ...own } = headers;
        expect(own).toEqual(byId.get(headers.ce_id)?.headers);
        // The log gives it to what names no trace.
        expect(traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
        expect(value).toEqual(parseJson(byId.get(headers.ce_id)?.value ?? null));
      }
    });

    it('finds the last version of each article on a compacted topic, and which have left it', async () => {
      const printed = await read(ukrainian, `${topic}.language.headers.json`);
      const [written, found] = [perKey(of(ukrainian)), perKey(printed)];
      expect(printed.length).toBeLessThan(of(ukrainian).length);
      for (const [key, ids] of found) {
        expect(ids.at(-1)).toBe(written.get(key)?.at(-1));
        // What is left is still in order.
        expect(ids).toEqual(written.get(key)?.filter((id) => ids.includes(id)));
      }
      expect([...found.keys()].sort()).toEqual([...written.keys()].sort());
      const table = new Map(printed.map(({ key, value }) => [key, value]));
      const left = [...table].filter(([, value]) => value === null).map(([key]) => key);
      expect(left.sort()).toEqual(
        versions()
          .filter(({ inLanguage }) => inLanguage === 'ru')
          .map(({ id }) => id)
          .sort(),
      );
    });

    it('would read what was taken back if it did not ask for what is committed', async () => {
      const { source, args, ...rest } = client;
      // Go's is compiled.
      if (source === undefined) return;
      const committed = readFileSync(source, 'utf8');
      const folder = mkdtempSync(join(tmpdir(), 'babelwire-clients-'));
      const changed = join(folder, basename(source));
      writeFileSync(changed, committed.replace(/(isolation\.level\W{1,5})read_committed/, '$1read_uncommitted'));
      expect(readFileSync(changed, 'utf8')).not.toBe(committed);
      const uncommitted = { ...rest, args: args.map((one) => (one === source ? changed : one)) };
      const files = toolchain.checksSchemas
        ? [join(schemas, `${topic}.json`), join(schemas, `${topic}.headers.json`)]
        : [];
      await expect(runClient(uncommitted, [kafkaBrokers().join(','), prefix + topic, ...files])).rejects.toThrow(
        /it ended with 1|no article/,
      );
      rmSync(folder, { recursive: true });
    });

    if (!toolchain.checksSchemas) return;
    it('refuses what is not valid by the schema', async () => {
      const wrong = [join(schemas, 'news.stories.v1.json'), join(schemas, `${topic}.headers.json`)];
      const failure = runClient(client, [kafkaBrokers().join(','), prefix + topic, ...wrong]);
      await expect(failure).rejects.toThrow(/members/);
    });
  }

  for (const toolchain of toolchains) {
    if (isThere(toolchain.probe)) {
      describe(toolchain.name, () => {
        suite(toolchain);
      });
      continue;
    }
    const reason = `"${toolchain.probe.join(' ')}" does not answer`;
    process.stderr.write(`SKIPPED, no toolchain for ${toolchain.name}: ${reason}\n`);
    describe.skip(`${toolchain.name} — SKIPPED, ${reason}`, () => {
      it('reads the public topics', () => undefined);
    });
  }
});
