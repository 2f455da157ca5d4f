import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Article, parseJson, Topics } from '#libs/contracts';
import { type AccessRule, accessRules, KafkaLog, type KafkaConnection, type ReceivedMessage } from '#libs/messaging';
import { readSettings } from '#libs/platform';
import { brokerSettings, kafkaConnection } from '#libs/service';
import { describeWithServices } from '../services/index.js';
import { generatedPage } from '../support/generated-pages.js';
import { doctor } from '../support/doctor.js';
import { eventually, freePort } from '../support/http.js';
import { DistributedLineUnderTest, type ServiceName } from '../support/lines.js';
import { Service } from '../support/processes.js';
import { Authority, type Identity } from './certificates.js';
import { KAFKA_PASSWORD, type SecuredBroker, securedBroker } from './secured-kafka.js';
import { type SecuredMongod, securedMongod } from './secured-mongod.js';

const MONGO_PASSWORD = 'p@ss/word: with what an address would choke on';
const LANGUAGES = ['en', 'de'];
const ROLES = ['setup', 'ingest', 'language', 'dedup', 'publish'] as const;

describeWithServices('the line on a broker and a mongod that trust nobody', () => {
  let authority: Authority;
  let stranger: Authority;
  let reader: Identity;
  let broker: SecuredBroker;
  let mongod: SecuredMongod;
  let line: DistributedLineUnderTest;
  let prefix = '';
  /** What was started, to be stopped in this order. */
  const running: { stop(): Promise<void> }[] = [];
  const secrets = mkdtempSync(join(tmpdir(), 'babelwire-secrets-'));
  const secret = (name: string, text: string): string => {
    writeFileSync(join(secrets, name), `${text}\n`);
    return join(secrets, name);
  };
  /** Who a service is; passwords, keys and certificates come from files, as an orchestrator mounts them. */
  const envOf = (role: ServiceName | 'setup'): Record<string, string> => ({
    KAFKA_SECURITY_PROTOCOL: 'SASL_SSL',
    KAFKA_SASL_USERNAME: role,
    KAFKA_SASL_PASSWORD_FILE: secret('kafka', KAFKA_PASSWORD),
    KAFKA_SSL_CA_FILE: authority.file,
    MONGODB_USERNAME: 'line',
    MONGODB_PASSWORD_FILE: secret('mongo', MONGO_PASSWORD),
    MONGODB_TLS_CA_FILE: authority.file,
    MONGODB_TLS_CERT_FILE: secret('client.crt', reader.cert),
    MONGODB_TLS_KEY_FILE: secret('client.key', reader.key),
    LANGUAGE_TOPICS: LANGUAGES.join(','),
  });
  const connection = (more: Partial<KafkaConnection>): KafkaConnection => ({
    brokers: [broker.address],
    clientId: 'someone',
    prefix,
    tls: { ca: authority.cert },
    ...more,
  });
  const scram = (username: string, password = KAFKA_PASSWORD): Partial<KafkaConnection> => ({
    sasl: { mechanism: 'SCRAM-SHA-512', username, password },
  });

  beforeAll(async () => {
    [authority, stranger] = await Promise.all([Authority.create('ours'), Authority.create('theirs')]);
    reader = await authority.sign('reader');
    [broker, mongod] = await Promise.all([
      securedBroker(authority, [...ROLES, 'reader', 'observer', 'nobody']),
      securedMongod(authority),
    ]);
    running.push(broker, mongod);
    line = await DistributedLineUnderTest.start('secured', {
      env: { KAFKA_BROKERS: broker.address, MONGODB_URI: mongod.address },
      secured: {
        prepare: async (given, database) => {
          prefix = given;
          await mongod.addUser('line', MONGO_PASSWORD, database);
          const rules = accessRules(prefix, LANGUAGES);
          for (const role of ROLES) await broker.grant(`User:${role}`, rules[role]);
          const group = (name: string, ...operations: AccessRule['operations']): AccessRule => {
            return { resource: 'Group', name: prefix + name, pattern: 'Prefixed', operations };
          };
          // This test itself: with what the command line may, a group of its own to read with, and a look at the lag of others.
          await broker.grant('User:observer', [
            ...rules.cli,
            group('test.', 'Read', 'Delete'),
            group('babelwire.', 'Describe'),
          ]);
          for (const user of ['User:reader', 'User:CN=reader']) {
            await broker.grant(user, [...rules.reader, group('someone.', 'Read')]);
          }
        },
        envOf,
        log: {
          tls: { ca: authority.cert },
          sasl: { mechanism: 'SCRAM-SHA-512', username: 'observer', password: KAFKA_PASSWORD },
        },
      },
    });
    running.unshift(line);
  }, 300_000);

  afterAll(async () => {
    for (const one of running) await one.stop();
  }, 60_000);

  const read = async (more: Partial<KafkaConnection>, topic: string): Promise<ReceivedMessage[]> => {
    const log = new KafkaLog(connection(more));
    try {
      const found: ReceivedMessage[] = [];
      for await (const message of log.read(topic)) found.push(message);
      return found;
    } finally {
      await log.close();
    }
  };

  it('turns pages into articles, each service with no right more than the list says', async () => {
    for (const number of [1, 2, 3, 4]) {
      const page = generatedPage('secured', number);
      const id = await line.client.accept(page.html, 'text/html; charset=utf-8', { url: page.url });
      const { articles } = await line.client.settled(id);
      expect(articles).toHaveLength(1);
    }
    await line.idle();
    const stored = await line.client.articles();
    const events = await read(scram('reader'), Topics.articles);
    expect(events.map(({ key }) => key).sort()).toEqual(stored.map(({ id }) => id).sort());
    expect(await line.client.get('/v1/status')).toMatchObject({ state: 'ok' });
    expect(await line.client.get('/v1/dead-letters')).toMatchObject({ items: [] });
    for (const service of Object.values(line.services)) expect(service.output).toBe('');
  });

  it('has also told each language on its own topic, and made every topic and group under the prefix', async () => {
    const events = await read(scram('reader'), Topics.articles);
    const inGerman = events.filter(({ value }) => (parseJson(value) as Article).inLanguage === 'de');
    expect(inGerman.length).toBeGreaterThan(0);
    const german = await read(scram('reader'), 'news.articles.v1.de');
    expect(german.map(({ headers, value }) => [headers.ce_id, value])).toEqual(
      inGerman.map(({ headers, value }) => [headers.ce_id, value]),
    );
    const topics = (await broker.admin.listTopics()).filter((name) => !name.startsWith('__'));
    const { groups } = await broker.admin.listGroups();
    for (const name of [...topics, ...groups.map(({ groupId }) => groupId)]) expect(name.startsWith(prefix)).toBe(true);
  });

  it.each<[string, () => Partial<KafkaConnection>]>([
    ['SCRAM-SHA-256', () => ({ sasl: { mechanism: 'SCRAM-SHA-256', username: 'reader', password: KAFKA_PASSWORD } })],
    ['PLAIN', () => ({ sasl: { mechanism: 'PLAIN', username: 'reader', password: KAFKA_PASSWORD } })],
    ['its certificate (mTLS)', () => ({ brokers: [broker.mutual], tls: { ca: authority.cert, ...reader } })],
  ])('lets a reader in by %s, and to the public topics alone', async (_, who) => {
    expect((await read(who(), Topics.articles)).length).toBeGreaterThan(0);
    await expect(read(who(), Topics.captures)).rejects.toMatchObject({
      code: 'unknown-topic',
      message: expect.stringContaining('or this user may not see it'),
    });
  });

  it('lets who is set to SASL_PLAINTEXT in by its password, without TLS, and nobody else', async () => {
    const events = async (password: string): Promise<number> => {
      const settings = readSettings(brokerSettings, {
        KAFKA_BROKERS: broker.plaintext,
        KAFKA_PREFIX: prefix,
        KAFKA_SECURITY_PROTOCOL: 'SASL_PLAINTEXT',
        KAFKA_SASL_USERNAME: 'reader',
        KAFKA_SASL_PASSWORD: password,
      });
      const log = new KafkaLog({ ...kafkaConnection(settings), clientId: 'someone' });
      try {
        let count = 0;
        for await (const _ of log.read(Topics.articles)) count += 1;
        return count;
      } finally {
        await log.close();
      }
    };
    expect(await events(KAFKA_PASSWORD)).toBeGreaterThan(0);
    await expect(events('guess')).rejects.toMatchObject({ code: 'log-refused' });
  });

  it.each<[string, () => Partial<KafkaConnection>, string, RegExp]>([
    [
      'a wrong password',
      () => scram('reader', 'guess'),
      'log-refused',
      /does not accept user reader by SCRAM-SHA-512.*KAFKA_SASL_PASSWORD/,
    ],
    ['an unknown user', () => scram('mallory'), 'log-refused', /does not accept user mallory.*KAFKA_SASL_USERNAME/],
    ['no password at all', () => ({}), 'log-unavailable', /see that the brokers can be reached/],
    [
      'an authority that signed nothing here',
      () => ({ ...scram('reader'), tls: { ca: stranger.cert } }),
      'log-refused',
      /not signed by an authority that is known here: see KAFKA_SSL_CA/,
    ],
    [
      'no certificate where one is asked for',
      () => ({ brokers: [broker.mutual] }),
      'log-refused',
      /see KAFKA_SSL_CERT/,
    ],
    ['a right that is missing', () => scram('nobody'), 'unknown-topic', /may not see it/],
  ])('says what to do about %s', async (_, more, code, message) => {
    const failure = read(more(), Topics.articles);
    await expect(failure).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });

  it('ends a service that is refused by both at once, and says it once', async () => {
    const wrong = secret('wrong', 'guess');
    const settings = { ...line.env, ...envOf('publish'), HTTP_PORT: '0' };
    const publish = new Service('publish', ['dist/apps/publish/src/main.js'], {
      ...settings,
      KAFKA_SASL_PASSWORD_FILE: wrong,
      MONGODB_PASSWORD_FILE: wrong,
    });
    publish.start();
    expect(await publish.ended()).toBe(1);
    const lines = publish.output.trim().split('\n');
    expect(lines).toEqual([
      expect.stringMatching(/log-refused: .*KAFKA_SASL_PASSWORD/),
      expect.stringMatching(/store-refused: .*MONGODB_PASSWORD/),
    ]);
  });

  it('waits for a right that is missing, names it, says so once, and goes on when it is given', async () => {
    await line.services.language.end('SIGTERM');
    const who = {
      ...line.env,
      ...envOf('language'),
      KAFKA_SASL_USERNAME: 'nobody',
      HTTP_PORT: '0',
      LOG_FORMAT: 'text',
    };
    const rules = accessRules(prefix, LANGUAGES).language;
    await broker.grant(
      'User:nobody',
      rules.filter(({ resource }) => resource !== 'Group'),
    );
    const service = new Service('language', ['dist/apps/language/src/main.js'], who);
    service.start();
    try {
      const said = (): Promise<true> =>
        service.output.includes('log-forbidden') ? Promise.resolve(true) : Promise.reject(new Error(service.output));
      await eventually('a word', said, 30_000);
      expect(service.output).toMatch(/does not allow it to user nobody: a right on a group is missing/);
      const page = generatedPage('secured', 9);
      const id = await line.client.accept(page.html, 'text/html; charset=utf-8', { url: page.url });
      await broker.grant('User:nobody', rules);
      await line.client.settled(id, 60_000);
      expect(service.output.match(/log-forbidden/g)).toHaveLength(1);
    } finally {
      await service.end('SIGTERM');
    }
  });

  describe('babelwire doctor, there', () => {
    const look = (env: Record<string, string> = {}): ReturnType<typeof doctor> =>
      doctor(['--no-article'], { ...line.env, ...envOf('ingest'), KAFKA_SASL_USERNAME: 'observer', ...env });

    it('finds all well as a user with the rights of the command line', async () => {
      if (!line.services.language.running) await line.startService('language');
      const page = generatedPage('secured', 10);
      await line.client.settled(
        await line.client.accept(page.html, 'text/html; charset=utf-8', { url: page.url }),
        60_000,
      );
      const { wrong, code } = await look({ HTTP_PORT: String(await freePort()) });
      expect(wrong).toEqual([]);
      expect(code).toBe(0);
    });

    it('names passwords that are wrong, each by itself', async () => {
      const { wrong, code } = await look({
        KAFKA_SASL_PASSWORD_FILE: secret('wrong', 'no password of anybody'),
        MONGODB_PASSWORD_FILE: secret('wrong', 'no password of anybody'),
      });
      expect(code).toBe(1);
      expect(wrong).toEqual([
        expect.stringMatching(/^kafka: .*does not accept user observer/),
        expect.stringMatching(/^mongodb: MongoDB does not accept the user or the password/),
      ]);
    });

    it('names a broker and a mongod that were stopped', async () => {
      broker.kill();
      mongod.kill();
      const { wrong, code } = await look();
      expect(code).toBe(1);
      expect(wrong).toEqual([
        expect.stringMatching(/^kafka: nothing listens at/),
        expect.stringMatching(/^mongodb: could not connect in MongoDB/),
      ]);
    });
  });
});
