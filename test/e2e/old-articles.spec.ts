import { describe, expect, it } from '@jest/globals';
import kafkajs from 'kafkajs';
import Database from 'libsql';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Article, parseJson, type Story, Topics } from '#libs/contracts';
import { createStore } from '#libs/store';
import { describeWithServices } from '../services/index.js';
import { babelwire } from '../support/command.js';
import { type GeneratedText, generatedText, type PageLanguage, pageOf } from '../support/generated-pages.js';
import { eventually } from '../support/http.js';
import { DistributedLineUnderTest, EmbeddedLineUnderTest, type LineUnderTest } from '../support/lines.js';

interface Told {
  en: Article;
  ru: Article;
  copy: Article;
}

async function send(line: LineUnderTest, name: string, language: PageLanguage, text: GeneratedText): Promise<string> {
  const url = `https://${name}.example/news`;
  const page = pageOf(text, { url, language, published: '2026-11-20T10:00:00Z', site: name });
  return line.client.accept(page.html, 'text/html; charset=utf-8', { url, sourceId: name });
}

/** Two articles that have nothing to do with each other, and a copy of one. */
async function tell(line: LineUnderTest): Promise<Told> {
  const articles: Article[] = [];
  for (const [name, language, seed] of [
    ['en', 'en', 'quay'],
    ['ru', 'ru', 'orchard'],
    ['copy', 'en', 'quay'],
  ] as const) {
    const { articles: found } = await line.client.settled(
      await send(line, name, language, generatedText(seed, language)),
    );
    articles.push(found[0]!);
  }
  const [en, ru, copy] = articles as [Article, Article, Article];
  expect(copy.dedup).toMatchObject({ status: 'duplicate', of: en.id });
  expect([en.translations, ru.translations]).toEqual([[], []]);
  return { en, ru, copy };
}

/** The article once it is as it should be. */
const once = (line: LineUnderTest, id: string, what: string, is: (article: Article) => boolean): Promise<Article> =>
  eventually(
    what,
    async () => {
      const article = await line.client.get<Article>(`/v1/articles/${id}`);
      return article !== undefined && is(article) ? article : undefined;
    },
    30_000,
  );

/** Merges, and takes a copy for none, of articles that the giver of verdicts has forgotten; then changes one of them. */
async function decideOnOld(line: LineUnderTest, { en, ru, copy }: Told): Promise<void> {
  const { client } = line;
  const [storyId] = [en.id, ru.id].sort();
  expect((await client.post('/v1/decisions', { kind: 'merge', a: en.id, b: ru.id })).status).toBe(202);
  const merged = await once(line, ru.id, 'the merge', ({ translations }) => translations.length === 1);
  expect(merged).toMatchObject({ version: 2, storyId, translations: [{ id: en.id }], articleBody: ru.articleBody });
  expect(await once(line, en.id, 'the merge', ({ version }) => version === 2)).toMatchObject({ storyId });
  // Stories come by a topic of their own, which may be behind that of the articles.
  const story = await eventually(
    'the story',
    async () => {
      const told = await client.get<Story>(`/v1/stories/${String(storyId)}`);
      return told !== undefined && told.edges.length > 0 ? told : undefined;
    },
    30_000,
  );
  expect(story.members.map(({ id }) => id)).toEqual([en.id, ru.id].sort());
  expect(story.edges).toMatchObject([{ method: 'editor' }]);
  const followed = await once(line, copy.id, 'the copy', (article) => article.storyId === storyId);
  expect(followed.dedup.of).toBe(en.id);

  expect((await client.post('/v1/decisions', { kind: 'unmerge', a: copy.id, b: en.id })).status).toBe(202);
  const freed = await once(line, copy.id, 'its freedom', ({ dedup }) => dedup.status === 'unique');
  expect(freed).toMatchObject({ storyId: copy.id, dedup: { method: 'editor' } });
}

async function changeAgain(line: LineUnderTest, { en, ru }: Told): Promise<void> {
  const text = generatedText('quay', 'en');
  await send(line, 'en', 'en', { ...text, paragraphs: [...text.paragraphs, 'Nobody had said this before.'] });
  const changed = await once(line, en.id, 'its change', ({ articleBody }) => articleBody.includes('Nobody had said'));
  expect(changed).toMatchObject({ version: 3, storyId: [en.id, ru.id].sort()[0], translations: [{ id: ru.id }] });
}

async function expectEvents(line: LineUnderTest, { en, ru }: Told): Promise<void> {
  const [articles, stories] = await line.finalRecords(Topics.articles, Topics.stories);
  const versions = articles!
    .filter(({ key }) => key === en.id)
    .map(({ value }) => (parseJson(value) as Article).version);
  expect(versions).toEqual([1, 2, 3]);
  const storyId = [en.id, ru.id].sort()[0];
  expect(stories!.map(({ key }) => key)).toEqual([storyId]);
  expect((parseJson(stories![0]!.value) as Story).members).toHaveLength(2);
}

describe('articles older than the window, in one process', () => {
  it('are merged and set free at once, keep their story when they change, and a replay brings it back', async () => {
    const root = mkdtempSync(join(tmpdir(), 'babelwire-old-'));
    const data = join(root, 'data');
    const line = await EmbeddedLineUnderTest.start({}, { data });
    try {
      const told = await tell(line);
      const forget = async (): Promise<void> => {
        await line.service.end('SIGTERM');
        forgetAll(join(data, 'log.db'));
        await line.resume();
      };
      await forget();
      await decideOnOld(line, told);
      await forget();
      await changeAgain(line, told);
      await expectEvents(line, told);

      const into = join(root, 'rebuilt');
      // Pages that came at once lie within any window: the earlier ones are made old.
      agePages(join(data, 'log.db'), 100 * 3600 * 1000);
      expect(await babelwire(['replay', '--data', data, '--into', into])).toMatchObject({ code: 0 });
      const store = await createStore({ kind: 'embedded', database: join(into, 'store.db') });
      const rebuilt = await store.articles.getMany([told.en.id, told.ru.id, told.copy.id]);
      await store.close();
      const [storyId] = [told.en.id, told.ru.id].sort();
      expect(rebuilt.get(told.ru.id)).toMatchObject({ storyId, translations: [{ id: told.en.id }] });
      expect(rebuilt.get(told.en.id)).toMatchObject({ storyId, translations: [{ id: told.ru.id }] });
      expect(rebuilt.get(told.copy.id)).toMatchObject({ storyId: told.copy.id, dedup: { status: 'unique' } });
    } finally {
      await line.stop();
      rmSync(root, { recursive: true, force: true });
    }
  }, 180_000);
});

function topicTable(db: Database.Database, topic: string): string {
  const { id } = db.prepare('SELECT id FROM topics WHERE name = ?').get(topic) as { id: number };
  return `topic_${id}`;
}

/** As if the window were over: what is remembered is not read back. */
function forgetAll(path: string): void {
  const db = new Database(path);
  db.exec(`UPDATE ${topicTable(db, Topics.dedupState)} SET timestamp = 0`);
  db.close();
}

/** Each page came so long, ms, before the next. */
function agePages(path: string, apart: number): void {
  const db = new Database(path);
  const table = topicTable(db, Topics.captures);
  db.exec(`UPDATE ${table} SET timestamp = timestamp - ${apart} * ((SELECT max(offset) FROM ${table}) - offset)`);
  db.close();
}

describeWithServices('articles older than the window, on Kafka', () => {
  it('are merged and set free at once, and keep their story when they change', async () => {
    const line = await DistributedLineUnderTest.start('old');
    try {
      const told = await tell(line);
      const forget = async (): Promise<void> => {
        await line.idle();
        await line.services.dedup.end('SIGTERM');
        await dropRecords(line, Topics.dedupState);
        await line.startService('dedup');
      };
      await forget();
      await decideOnOld(line, told);
      await forget();
      await changeAgain(line, told);
      await line.idle();
      await expectEvents(line, told);
    } finally {
      await line.stop();
    }
  }, 240_000);
});

/** As retention does. */
async function dropRecords({ env }: DistributedLineUnderTest, topic: string): Promise<void> {
  const { KAFKA_BROKERS: brokers = '', KAFKA_PREFIX: prefix = '' } = env;
  const admin = new kafkajs.Kafka({ brokers: brokers.split(','), logLevel: kafkajs.logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    // kafkajs finds the leader only of topics that it was asked about before.
    await admin.fetchTopicOffsets(`${prefix}${topic}`);
    await admin.deleteTopicRecords({ topic: `${prefix}${topic}`, partitions: [{ partition: 0, offset: '-1' }] });
  } finally {
    await admin.disconnect();
  }
}
