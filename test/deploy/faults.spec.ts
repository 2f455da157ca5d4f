import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { deadLetterTopic, Topics } from '#libs/contracts';
import { launch, openTab } from '../browser/browser.js';
import { describeWithServicesAndChromium } from '../services/index.js';
import { kafkaProcess } from '../services/kafka.ts';
import { mongoProcess } from '../services/mongo.ts';
import type { Running } from '../services/processes.ts';
import { clockShift } from '../support/clock-shift.js';
import { babelwire } from '../support/command.js';
import { generatedPage } from '../support/generated-pages.js';
import { eventually, freePort } from '../support/http.js';
import { keyEnv } from '../support/key.js';
import { DistributedLineUnderTest, SERVICES, type ServiceName } from '../support/lines.js';
import { Prometheus } from '../support/prometheus.js';
import { hasPrometheus } from '../support/promtool.js';
import { addFailingSource, deleteTopic } from './break.js';

const runbook = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'operations.md'), 'utf8');
/** What the runbook says of an alert. */
const section = (alert: string): string => runbook.split(`### ${alert}\n`)[1]?.split('\n#')[0] ?? '';

/** For an alert to sound or to end, and for the console to say so, ms: several times what a machine with nothing to do needs. */
const PATIENCE_MS = 60_000;
const HALF_AN_HOUR = 30 * 60_000;

const has = hasPrometheus();
if (!has) {
  if (process.env.CI) throw new Error('Prometheus is not to be had, and CI must see the alerts sound');
  process.stderr.write('SKIPPED, no Prometheus: what is wrong is named by the alerts and on the console\n');
}
const describeAll = has
  ? describeWithServicesAndChromium
  : (name: string, body: () => void): void => {
      describe.skip(`${name} — SKIPPED, no Prometheus`, body);
    };

/** Each thing is broken in turn, on a broker and a mongod of its own; the rules are those that we ship, made faster. */
describeAll('what is wrong is named by the alerts and on the console', () => {
  let kafka: Running;
  let mongod: Running;
  let line: DistributedLineUnderTest;
  let prometheus: Prometheus;
  let browser: Browser;
  /** The console's view of the line, and its list of articles. */
  let picture: Page;
  let list: Page;
  const killAll = (): void => {
    for (const one of [kafka, mongod, prometheus] as (Running | Prometheus | undefined)[]) one?.kill();
  };

  beforeAll(async () => {
    process.once('exit', killAll);
    await Promise.all([
      kafkaProcess().then((started) => (kafka = started)),
      mongoProcess().then((started) => (mongod = started)),
      launch().then((started) => (browser = started)),
    ]);
    const ports: Record<ServiceName, number> = { ingest: 0, language: 0, dedup: 0, publish: 0 };
    for (const name of SERVICES) ports[name] = await freePort();
    line = await DistributedLineUnderTest.start('faults', {
      env: {
        KAFKA_BROKERS: kafka.address,
        MONGODB_URI: mongod.address,
        FETCH_CONTACT: 'https://press.example/crawler',
      },
      envOf: (service) => ({ METRICS_PORT: String(ports[service]) }),
    });
    prometheus = await Prometheus.start(ports);
    const page = generatedPage('faults', 1, 1);
    await line.client.settled(await line.client.accept(page.html, 'text/html', { url: page.url }), PATIENCE_MS);
    [picture, list] = [await openedAt('line'), await openedAt('articles')];
    await picture.waitForSelector('.stage');
    await list.waitForSelector('.row');
  }, 240_000);

  afterAll(async () => {
    kafka.signal?.('SIGCONT');
    await browser.close();
    await line.stop();
    await Promise.all([prometheus.stop(), kafka.stop(), mongod.stop()]);
    process.off('exit', killAll);
  }, 60_000);

  async function openedAt(view: string): Promise<Page> {
    const { page } = await openTab(browser, line.client.publishUrl);
    await page.goto(`/console/${view}`);
    const dialog = page.getByRole('dialog', { name: 'This line wants a key' });
    await dialog.getByLabel('API key').fill(keyEnv.API_KEY);
    await dialog.getByRole('button', { name: 'Use it' }).click();
    return page;
  }

  /**
   * Waits until these alerts sound and no others, but for those that follow from the same and may be sooner or later. The source that
   * fails does so to the end: that it is gone is counted once a minute.
   */
  const sounding = async (expected: string[], following: string[] = []): Promise<void> => {
    let firing: string[] = [];
    await eventually(
      'the alerts',
      async () => {
        const beside = [...following, 'SourcesFailing'];
        firing = (await prometheus.alerts('firing')).filter((alert) => !beside.some((one) => alert.startsWith(one)));
        return JSON.stringify(firing) === JSON.stringify(expected.sort()) ? true : undefined;
      },
      PATIENCE_MS,
      250,
    ).catch(() => undefined);
    expect(firing).toEqual(expected.sort());
  };

  const says = async (text: RegExp): Promise<void> => {
    await picture.getByText(text).first().waitFor({ timeout: PATIENCE_MS });
  };
  const stages = (): Promise<number> => picture.locator('.stage').count();

  it('nothing, while nothing is wrong', async () => {
    await eventually(
      'every service to be scraped',
      async () => ([...(await prometheus.targets()).values()].filter(Boolean).length === 4 ? true : undefined),
      PATIENCE_MS,
    );
    await sounding([]);
    await says(/All is well/);
    await says(/Kafka answers/);
    expect(await stages()).toBe(7);
  });

  it('a service that is down, a dead letter, a wrong clock, a source that fails', async () => {
    await addFailingSource(line);
    const { ingest, dedup, language } = line.services;
    await Promise.all([ingest, dedup, language].map((service) => service.end('SIGTERM')));
    dedup.start(clockShift(HALF_AN_HOUR));
    await Promise.all([line.reachable('dedup'), line.startService('ingest')]);
    await line.smuggle([{ topic: Topics.captures, key: 'bad', value: Buffer.from('{"id":'), headers: {} }]);
    await sounding(
      [
        'ServiceDown babelwire-language',
        'ServiceMissing language',
        `DeadLetters ${Topics.captures}`,
        'ClockWrong dedup',
      ],
      // One bad page of one is all of them.
      ['ErrorRate babelwire.ingest'],
    );
    // It sounds after an hour, and here after a minute.
    expect([...(await prometheus.alerts('pending')), ...(await prometheus.alerts('firing'))]).toContain(
      'SourcesFailing',
    );
    await says(/Something wants a person/);
    await says(/language is not there: no process of it is connected/);
    expect(await picture.getByRole('link', { name: 'dead letters', exact: true }).count()).toBe(1);

    await dedup.end('SIGTERM');
    await Promise.all([line.startService('dedup'), line.startService('language')]);
    await line.client.post('/v1/dead-letters/drop', { all: true, reason: 'cut off', by: 'test' });
    await sounding([], ['ErrorRate babelwire.ingest']);
    await says(/All is well/);
  }, 200_000);

  it('MongoDB that is away; what was on the screen stays there', async () => {
    // First it hangs. The list hears of events and looks by itself once a minute: somebody comes back to it.
    mongod.signal?.('SIGSTOP');
    await list.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
    await list.getByText('The line has not answered yet').waitFor({ timeout: PATIENCE_MS });
    mongod.kill();
    const page = generatedPage('faults', 2, 1);
    await line.client.accept(page.html, 'text/html', { url: page.url });
    await sounding(
      ['MongoUnreachable ingest', 'MongoUnreachable publish'],
      ['ConsumerWaiting babelwire.publish store-unavailable', 'StageStopped babelwire.publish', 'HttpErrors publish'],
    );
    await says(/The line is down/);
    await says(/MongoDB does not answer/);
    expect(await stages()).toBe(7);
    await list
      .getByText(/in MongoDB/)
      .first()
      .waitFor({ timeout: PATIENCE_MS });
    expect(await list.locator('.row').count()).toBe(1);
    expect(section('BabelwireMongoUnreachable')).toMatch(/does mongod run/);

    await mongod.restart?.();
    await sounding([], ['ConsumerWaiting', 'HttpErrors publish']);
    await says(/All is well/);
    await eventually(
      'both articles on the list',
      async () => ((await list.locator('.row').count()) === 2 ? true : undefined),
      PATIENCE_MS,
    );
    expect(await list.getByRole('alert').count()).toBe(0);
  }, 200_000);

  it('a broker that takes connections and does not answer; figures stay, and of when they are', async () => {
    kafka.signal?.('SIGSTOP');
    await sounding(
      SERVICES.map((service) => `KafkaUnreachable ${service}`),
      ['ConsumerWaiting', 'StageStopped', 'HttpErrors'],
    );
    await says(/The line is down/);
    await says(/Kafka does not answer/);
    await says(/What is below is of \d\d:\d\d:\d\d/);
    expect(await stages()).toBe(7);

    kafka.signal?.('SIGCONT');
    await sounding([], ['ConsumerWaiting', 'HttpErrors']);
    await says(/All is well/);
  }, 200_000);

  it('a topic that is missing, and a password that is wrong', async () => {
    await deleteTopic(line, deadLetterTopic(Topics.articlesExtracted));
    const { language, publish } = line.services;
    await Promise.all([language, publish].map((service) => service.end('SIGTERM')));
    language.start();
    publish.start({ MONGODB_USERNAME: 'nobody', MONGODB_PASSWORD: 'not this' });
    expect(await publish.ended()).toBe(1);
    expect(publish.output).toMatch(/store-refused: MongoDB does not accept the user or the password/);
    await sounding([
      'ConsumerWaiting babelwire.language unknown-topic',
      'ServiceDown babelwire-publish',
      'ServiceMissing publish',
    ]);
    expect(section('BabelwireConsumerWaiting')).toMatch(/`unknown-topic`: .*babelwire setup/);
    expect(section('BabelwireServiceDown')).toMatch(/password/);
    await says(/The line does not answer/);
    await says(/What is below is of \d\d:\d\d:\d\d/);
    expect(await stages()).toBe(7);

    expect(await babelwire(['setup'], line.env)).toMatchObject({ code: 0 });
    await line.startService('publish');
    await sounding([]);
    await says(/All is well/);
  }, 200_000);
});
