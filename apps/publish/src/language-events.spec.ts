import { describe, expect, it } from '@jest/globals';
import { type Article, Topics } from '#libs/contracts';
import { article } from '../../../libs/store/test/documents.js';
import { articleEvent, languageEvents } from './publish-events.js';
import { type Revised, revise } from './revise.js';

const at = (minute: number): string => `2026-03-01T10:0${minute}:00Z`;
const version = (number: number, inLanguage: string): Article =>
  article('ferry', { version: number, inLanguage, versionCreated: at(number), firstCreated: at(1) });
const told = (articles: Article[], stored: Article[] = []): Revised[] =>
  revise(
    articles.map((verdict) => ({ verdict, eventId: `e${verdict.version}` })),
    new Map(stored.map((one) => [one.id, one])),
  );

describe('events on topics of languages', () => {
  const languages = ['en', 'ru', 'und'];

  it('are those of the public topic, once for each topic of the language', () => {
    const german = version(1, 'de-CH');
    expect(languageEvents(german, ['de', 'de-ch', 'uk'])).toEqual([
      { ...articleEvent(german), topic: 'news.articles.v1.de' },
      { ...articleEvent(german), topic: 'news.articles.v1.de-ch' },
    ]);
    expect(languageEvents(german, ['uk'])).toEqual([]);
  });

  it('take an article out of the topic of a language that it turned out not to be in', () => {
    const [, second] = told([version(1, 'und'), version(2, 'ru')]);
    const events = languageEvents(second!.article, languages);
    expect(events.map(({ topic, value }) => [topic, value === null])).toEqual([
      [`${Topics.articles}.ru`, false],
      [`${Topics.articles}.und`, true],
    ]);
    expect(events[1]).toMatchObject({ key: second!.article.id, headers: { ce_type: 'article.left' } });
    expect(events[1]!.headers.ce_id).not.toBe(events[0]!.headers.ce_id);
  });

  it.each([
    ['all of it', 0],
    ['its end', 1],
  ])('leave the topics as they would have when %s comes again after it was stored', (_, from) => {
    const batch = [version(1, 'und'), version(2, 'ru'), version(3, 'en')];
    const first = told(batch);
    const again = told(batch.slice(from), [first[2]!.article]);
    const table = (revised: Revised[]): Map<string, boolean> => {
      const events = revised.flatMap((one) => languageEvents(one.article, languages));
      return new Map(events.map(({ topic, value }) => [topic, value !== null]));
    };
    expect(Object.fromEntries(table(again))).toEqual(Object.fromEntries(table(first)));
    expect(again.at(-1)?.article.formerLanguages).toEqual(['und', 'ru']);
  });

  it('let an article come back', () => {
    const revised = told([version(1, 'ru'), version(2, 'en'), version(3, 'ru')]);
    const topics = languageEvents(revised[2]!.article, languages).map(({ topic, value }) => [topic, value === null]);
    expect(topics).toEqual([
      [`${Topics.articles}.ru`, false],
      [`${Topics.articles}.en`, true],
    ]);
  });
});
