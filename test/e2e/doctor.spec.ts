import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import kafkajs from 'kafkajs';
import mongoose from 'mongoose';
import { type Article, parseJson, Topics } from '#libs/contracts';
import { describeWithServices } from '../services/index.js';
import { clockShift } from '../support/clock-shift.js';
import { babelwire } from '../support/command.js';
import { doctor, type DoctorReport } from '../support/doctor.js';
import { freePort } from '../support/http.js';
import { DistributedLineUnderTest, EmbeddedLineUnderTest } from '../support/lines.js';
import { describeWithDisk } from '../support/small-disk.js';

const HOPS = ['raw capture', 'extracted', 'language', 'fingerprint', 'verdict', 'stored', 'public topic'];
const SOURCE = 'doctor.babelwire.invalid';
const HALF_AN_HOUR = 30 * 60_000;

const hopsOf = ({ article }: DoctorReport): string[] => article?.hops.map(({ hop }) => hop) ?? [];
const stateOf = ({ findings }: DoctorReport, check: string): string[] =>
  findings.filter((finding) => finding.check === check).map(({ state }) => state);

describe('babelwire doctor, on the command line', () => {
  it('asks which line, and says what is wrong with a command line', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'babelwire-doctor-'));
    try {
      expect(await babelwire(['doctor', '--data', join(folder, 'none')])).toMatchObject({
        code: 1,
        said: expect.stringContaining('there is no line in'),
      });
      expect(await babelwire(['doctor', '--timeout', 'soon', '--api', 'http://127.0.0.1:9'])).toMatchObject({
        code: 2,
      });
      expect(await babelwire(['doctor', '--fix'])).toMatchObject({ code: 2 });
      const { wrong, code } = await doctor(['--api', `http://127.0.0.1:${await freePort()}`]);
      expect(code).toBe(1);
      expect(wrong).toEqual([expect.stringMatching(/^http publish: nothing answers at/)]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('names every fault of the configuration at once, and looks at what it can all the same', async () => {
    const { wrong, report } = await doctor(['--no-article'], {
      KAFKA_BROKERS: `127.0.0.1:${await freePort()}`,
      MONGODB_URI: '',
      KAFKA_PARTITIONS: 'many',
      FETCH_CONCURRENCY: '0',
      API_KEY: 'short',
    });
    const told = wrong.filter((text) => text.startsWith('configuration')).join('\n');
    for (const name of ['MONGODB_URI', 'KAFKA_PARTITIONS', 'FETCH_CONCURRENCY', 'API_KEY'])
      expect(told).toContain(name);
    expect(wrong.join('\n')).toMatch(/kafka: nothing listens at 127\.0\.0\.1:\d+/);
    expect(stateOf(report, 'mongodb')).toEqual(['skipped']);
    expect(stateOf(report, 'language models')).toEqual(['ok']);
  });
});

describe('babelwire doctor, before servers that take connections and never answer', () => {
  it('names both, and is through in the time that it says', async () => {
    // What the kernel does for a process that is stopped or swapped out.
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const at = `127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const began = Date.now();
    const { code, wrong, report } = await doctor([], {
      KAFKA_BROKERS: at,
      MONGODB_URI: `mongodb://${at}/?directConnection=true`,
    });
    silent.close();
    expect(code).toBe(1);
    expect(wrong).toEqual([
      `kafka: ${at} takes connections and does not answer: no word within 10 s`,
      expect.stringMatching(/^mongodb: could not connect in MongoDB: .*check that it runs/),
    ]);
    expect(stateOf(report, 'article')).toEqual(['skipped']);
    expect(Date.now() - began).toBeLessThan(20_000);
  });
});

describe('babelwire doctor, in one process', () => {
  const root = mkdtempSync(join(tmpdir(), 'babelwire-doctor-'));
  const data = join(root, 'data');
  let line: EmbeddedLineUnderTest;

  beforeAll(async () => {
    line = await EmbeddedLineUnderTest.start({}, { data });
  }, 120_000);
  afterAll(async () => {
    await line.stop();
    rmSync(root, { recursive: true });
  });

  it('finds a line that runs to be well, and takes its article back', async () => {
    const { code, report, wrong } = await doctor(['--data', data]);
    expect(wrong).toEqual([]);
    expect(code).toBe(0);
    expect(hopsOf(report)).toEqual(HOPS);
    expect(report.article).toMatchObject({ withdrawn: true });
    const article = await line.client.get<Article>(`/v1/articles/${report.article?.articleId ?? ''}`);
    expect(article).toMatchObject({ pubStatus: 'canceled', inLanguage: 'en', provenance: { sourceId: SOURCE } });
    expect(await line.client.articles({ source: SOURCE })).toEqual([]);
  });

  it('leaves a line that does not run as it is, and says that it does not', async () => {
    const before = await line.finalRecords(Topics.captures, Topics.articles);
    const { code, report, wrong } = await doctor(['--data', data]);
    expect(wrong).toEqual([]);
    expect(code).toBe(0);
    expect(hopsOf(report)).toEqual(HOPS);
    expect(report.findings).toContainEqual(
      expect.objectContaining({ check: 'http', state: 'warning', message: expect.stringContaining('no line runs') }),
    );
    expect(await line.finalRecords(Topics.captures, Topics.articles)).toEqual(before);
  });

  it('names a clock that is behind what was written', async () => {
    const { code, wrong } = await doctor(['--data', data, '--no-article'], clockShift(-48 * HALF_AN_HOUR));
    expect(code).toBe(1);
    expect(wrong).toEqual(expect.arrayContaining([expect.stringMatching(/^clock: .*log\.db was written at/)]));
  });

  it('names a log that is damaged', async () => {
    const damaged = join(root, 'damaged');
    cpSync(data, damaged, { recursive: true });
    writeFileSync(join(damaged, 'log.db'), 'this was a log once, long enough to be taken for a database'.repeat(40));
    const { code, wrong } = await doctor(['--data', damaged, '--no-article']);
    expect(code).toBe(1);
    expect(wrong).toEqual([expect.stringMatching(/^log: .*damaged: restore it from a backup/)]);
  });

  it('names a model that is not there, and that nothing comes out by that', async () => {
    await line.service.end('SIGTERM');
    const copy = join(root, 'installed');
    for (const path of ['dist', 'package.json', 'apps/standalone/bin']) {
      cpSync(path, join(copy, path), { recursive: true });
    }
    symlinkSync(resolve('node_modules'), join(copy, 'node_modules'));
    rmSync(join(copy, 'dist/libs/langid/src/model/latn.bin'));
    const answer = await doctor(['--data', data], {}, join(copy, 'apps/standalone/bin/babelwire.js'));
    expect(answer.code).toBe(1);
    expect(answer.wrong).toEqual([
      expect.stringMatching(/^language models: langid: cannot read the model .*latn\.bin/),
      expect.stringMatching(/^article: langid: cannot read the model .*latn\.bin/),
    ]);
  });
});

describeWithDisk(64, 'babelwire doctor, on a full disk', ({ folder, remove }) => {
  it('names the disk, and who can’t write', async () => {
    const data = join(folder, 'data');
    const line = await EmbeddedLineUnderTest.start({}, { data });
    try {
      const chunk = Buffer.alloc(64 * 1024);
      expect(() => {
        for (let count = 0; ; count += 1) writeFileSync(join(folder, 'ballast'), chunk, { flag: 'a' });
      }).toThrow(/ENOSPC/);
      const { code, wrong } = await doctor(['--data', data, '--timeout', '5']);
      expect(code).toBe(1);
      expect(wrong).toContainEqual(expect.stringMatching(/^disk: 0 MB of 64 MB free in/));
      expect(wrong).toContainEqual(expect.stringMatching(/^article, [a-z ]+: /));
    } finally {
      await line.stop();
      remove();
    }
  });
});

describeWithServices('babelwire doctor, on Kafka and MongoDB', () => {
  let line: DistributedLineUnderTest;
  const look = (args: string[] = [], env: Record<string, string> = {}): ReturnType<typeof doctor> =>
    doctor(['--api', line.client.publishUrl, '--ingest', line.client.ingestUrl, ...args], { ...line.env, ...env });

  beforeAll(async () => {
    line = await DistributedLineUnderTest.start('doctor');
  }, 240_000);
  afterAll(async () => {
    await line.stop();
  }, 60_000);

  it('finds a line that is well to be well, hop by hop, and takes its article back', async () => {
    const { code, report, wrong } = await look();
    expect(wrong).toEqual([]);
    expect(code).toBe(0);
    expect(hopsOf(report)).toEqual(HOPS);
    const times = report.article?.hops.map(({ afterMs }) => afterMs) ?? [];
    expect(times.slice(0, 5)).toEqual(times.slice(0, 5).sort((a, b) => a - b));
    const { articleId = '' } = report.article ?? {};
    expect(await line.client.get(`/v1/articles/${articleId}`)).toMatchObject({ pubStatus: 'canceled' });
    const [events = []] = await line.finalRecords(Topics.articles);
    const told = events.filter(({ key }) => key === articleId).map(({ headers }) => headers.ce_type);
    expect(told).toEqual(['article.created', 'article.canceled']);
    expect(stateOf(report, 'clock')).toEqual(['ok', 'ok']);
    for (const { value } of events) expect(parseJson(value)).toMatchObject({ provenance: { sourceId: SOURCE } });
  });

  it('names a service that does not run, the hop where the article stops, and withdraws it later', async () => {
    await line.services.language.end('SIGTERM');
    const { code, wrong, report } = await look(['--timeout', '4']);
    expect(code).toBe(1);
    expect(report.article).toMatchObject({ stopped: { hop: 'language', service: 'language' }, withdrawn: false });
    expect(hopsOf(report)).toEqual(['raw capture', 'extracted']);
    expect(wrong).toEqual([
      expect.stringMatching(/^consumers: no process of language is connected \(group babelwire\.language\)/),
      expect.stringMatching(/^article, language: nothing came out of language: none of its processes is connected/),
    ]);
    // Who may ask the API alone is told, too.
    const remote = await doctor(['--api', line.client.publishUrl, '--no-article'], {});
    expect(remote.wrong).toEqual(['stages: no process of language is connected']);
    await line.startService('language');
    await line.idle();
    // Later, by the clock of the next one.
    const next = await look(['--no-article'], {});
    expect(next.wrong).toEqual([]);
    const later = await look(['--timeout', '20'], clockShift(HALF_AN_HOUR));
    expect(later.report.findings).toContainEqual(
      expect.objectContaining({ check: 'article, earlier ones', message: expect.stringMatching(/^1 that earlier/) }),
    );
    await line.idle();
    expect(await line.client.articles({ source: SOURCE })).toEqual([]);
    // That clock is off, and all who know better say so.
    expect(later.wrong).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^clock: the clock of Kafka is 0\.5 h behind this machine's/),
        expect.stringMatching(/^clock: the clock of MongoDB is 0\.5 h behind this machine's/),
      ]),
    );
  });

  it('names the service whose clock is off', async () => {
    await line.services.language.end('SIGTERM');
    line.services.language.start(clockShift(HALF_AN_HOUR));
    await line.reachable('language');
    const { code, wrong } = await look();
    expect(code).toBe(1);
    expect(wrong).toEqual([expect.stringMatching(/^clock: the clock of language is 0\.5 h ahead of this machine's/)]);
    await line.services.language.end('SIGTERM');
    await line.startService('language');
  });

  it('names topics and indexes that are missing or not as they should be, and who is not there', async () => {
    const env: Record<string, string> = {
      ...line.env,
      KAFKA_PREFIX: `${line.env.KAFKA_PREFIX ?? ''}b.`,
      MONGODB_DATABASE: `${line.env.MONGODB_DATABASE ?? ''}-b`,
    };
    const setup = await babelwire(['setup'], env);
    expect(setup).toMatchObject({ code: 0 });
    const name = (topic: string): string => `${env.KAFKA_PREFIX ?? ''}${topic}`;
    const admin = new kafkajs.Kafka({
      brokers: (env.KAFKA_BROKERS ?? '').split(','),
      logLevel: kafkajs.logLevel.NOTHING,
    }).admin();
    await admin.connect();
    await admin.deleteTopics({ topics: [name(Topics.storiesResolved)] });
    await admin.createPartitions({ topicPartitions: [{ topic: name(Topics.articlesFingerprinted), count: 2 }] });
    const config = {
      type: kafkajs.ConfigResourceTypes.TOPIC,
      name: name(Topics.articles),
      configEntries: [{ name: 'cleanup.policy', value: 'delete' }],
    };
    await admin.alterConfigs({ validateOnly: false, resources: [config] });
    await admin.disconnect();
    const client = await new mongoose.mongo.MongoClient(env.MONGODB_URI ?? '').connect();
    const database = client.db(env.MONGODB_DATABASE);
    const [index] = (await database.collection('articles').indexes()).filter((one) => one.name !== '_id_');
    await database.collection('articles').dropIndex(index?.name ?? '');
    await database.collection('bookmarks').drop();
    await client.close();

    const { code, wrong } = await doctor(['--no-article'], { ...env, HTTP_PORT: String(await freePort()) });
    expect(code).toBe(1);
    expect(wrong).toEqual([
      `topics: missing, or hidden from this user: ${name(Topics.storiesResolved)}`,
      `topics: ${name(Topics.articlesFingerprinted)} has 2 partitions, not 1`,
      `topics: ${name(Topics.articles)} has cleanup.policy=delete, not compact`,
      ...['ingest', 'publish', 'language', 'dedup'].map((service) =>
        expect.stringContaining(`no process of ${service} is`),
      ),
      expect.stringMatching(/^indexes: missing: articles \{.+\}; bookmarks$/),
    ]);
  });

  it('is not held up by who is dead or hangs', async () => {
    const began = Date.now();
    const port = await freePort();
    // The port is free: nobody is there.
    const { code, wrong, report } = await look(['--timeout', '3'], {
      KAFKA_BROKERS: `127.0.0.1:${port}`,
      MONGODB_URI: `mongodb://127.0.0.1:${port}/?directConnection=true`,
    });
    expect(code).toBe(1);
    expect(wrong).toEqual([
      expect.stringMatching(/^kafka: nothing listens at/),
      expect.stringMatching(/^mongodb: could not connect in MongoDB: .*check that it runs/),
    ]);
    expect(stateOf(report, 'article')).toEqual(['skipped']);
    expect(Date.now() - began).toBeLessThan(30_000);
  });
});
