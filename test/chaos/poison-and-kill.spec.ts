import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Article, deadLetterTopic, parseJson, Topics } from '#libs/contracts';
import { ErrorHeaders, type OutgoingMessage } from '#libs/messaging';
import { describeWithServices } from '../services/index.js';
import { type GeneratedPage, generatedPage, random } from '../support/generated-pages.js';
import { DistributedLineUnderTest } from '../support/lines.js';
import { poison } from './workload.js';

/** Pages of a round; one message in every 50 is poison. */
const PAGES = Number(process.env.CHAOS_PAGES ?? 2000);
const POISON_EVERY = 50;
/** Requests under way at once: enough to keep ingest busy, few enough for two cores. */
const SENDERS = 16;

interface Poison {
  message: OutgoingMessage;
  code: string;
}

/** Poison with a header of its sender's: what comes with a message must still be there among the dead. */
function poisonOf(series: string, index: number): Poison {
  const { key, value, code } = poison(series, index / POISON_EVERY);
  return { code, message: { topic: Topics.captures, key, value, headers: { 'x-origin': `${series} ${index}` } } };
}

/** Sends a series of pages with its poison in between, in order, some at a time. */
async function sendSeries(
  line: DistributedLineUnderTest,
  series: string,
  onSend: (index: number) => void = () => undefined,
): Promise<{ good: GeneratedPage[]; bad: Poison[] }> {
  const good: GeneratedPage[] = [];
  const bad: Poison[] = [];
  let next = 0;
  const sender = async (): Promise<void> => {
    while (next < PAGES) {
      const index = next;
      next += 1;
      onSend(index);
      if (index % POISON_EVERY === 0) {
        const one = poisonOf(series, index);
        bad.push(one);
        await line.log.publish([one.message]);
      } else {
        const page = generatedPage(series, index, 1);
        good.push(page);
        await line.client.accept(page.html, 'text/html; charset=utf-8', { url: page.url, sourceId: series });
      }
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, sender));
  return { good, bad };
}

async function expectExactly(
  line: DistributedLineUnderTest,
  series: string,
  { good, bad }: { good: GeneratedPage[]; bad: Poison[] },
): Promise<void> {
  const stored = await line.client.articles({ source: series, duplicates: 'true' });
  expect(stored.map(({ canonicalUrl }) => canonicalUrl).sort()).toEqual(good.map(({ url }) => url).sort());
  const languages = new Map(good.map(({ url, language }) => [url, language as string]));
  const wrong = stored.filter(({ canonicalUrl, inLanguage }) => languages.get(canonicalUrl ?? '') !== inLanguage);
  expect(wrong.map(({ canonicalUrl, inLanguage }) => `${canonicalUrl}: ${inLanguage}`)).toEqual([]);

  const [events, dead] = await line.finalRecords(Topics.articles, deadLetterTopic(Topics.captures));
  const told = events!
    .map(({ value }) => parseJson(value) as Article)
    .filter(({ provenance }) => provenance.sourceId === series);
  // Words by chance make some pages look like one story: these have a second version.
  const expected = stored.flatMap(({ id, version }) => Array.from({ length: version }, (_, i) => `${id} ${i + 1}`));
  expect(told.map(({ id, version }) => `${id} ${version}`).sort()).toEqual(expected.sort());

  const own = dead!.filter(({ key }) => key?.startsWith(`poison-${series}-`));
  const reasons = new Map(own.map((record) => [record.key, record]));
  expect(own).toHaveLength(bad.length);
  for (const { message, code } of bad) {
    const record = reasons.get(message.key);
    expect(record?.value).toEqual(message.value);
    expect(record?.headers).toMatchObject({
      ...message.headers,
      [ErrorHeaders.kind]: 'poison',
      [ErrorHeaders.code]: code,
      [ErrorHeaders.topic]: Topics.captures,
      [ErrorHeaders.group]: 'babelwire.ingest',
    });
    expect(record?.headers[ErrorHeaders.message]?.length).toBeGreaterThan(10);
  }
}

describeWithServices(`${PAGES} pages with one poison message in every ${POISON_EVERY}`, () => {
  let line: DistributedLineUnderTest;

  beforeAll(async () => {
    line = await DistributedLineUnderTest.start('chaos');
  }, 180_000);

  afterAll(async () => {
    await line.stop();
  }, 60_000);

  it('stores and tells every good page once, and puts each poison aside with its reason', async () => {
    const sent = await sendSeries(line, 'calm');
    await line.idle();
    await expectExactly(line, 'calm', sent);
  }, 600_000);

  it('does the same while the language service is killed three times', async () => {
    const next = random(20261124);
    // At some moment in each third of the sending, so that the service has work under way each time.
    const moments = [0, 1, 2].map((third) => Math.floor(((third + next()) * PAGES) / 3));
    const kills: Promise<void>[] = [];
    const kill = async (): Promise<void> => {
      await line.services.language.end('SIGKILL');
      await line.startService('language');
    };
    const pages = await sendSeries(line, 'killed', (index) => {
      if (moments.includes(index)) kills.push((kills.at(-1) ?? Promise.resolve()).then(kill));
    });
    await Promise.all(kills);
    expect(kills).toHaveLength(3);
    await line.idle();
    await expectExactly(line, 'killed', pages);
  }, 900_000);

  it('ends well when it is told to: every service drains and leaves with 0', async () => {
    const codes = await Promise.all(Object.values(line.services).map((service) => service.end('SIGTERM')));
    expect(codes).toEqual([0, 0, 0, 0]);
  }, 60_000);
});
