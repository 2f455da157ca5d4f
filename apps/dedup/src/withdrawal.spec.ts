import { describe, expect, it } from '@jest/globals';
import { stableId, type WithdrawnArticle } from '#libs/contracts';
import { article, HOUR, NOON } from './articles.fixture.js';
import { Resolver } from './resolver.js';

const FERRY =
  'The river ferry will not sail this week. The council found a crack in its hull on Monday and sent it to the yard; ' +
  'buses take passengers across the old bridge every twenty minutes until it is back, free of charge.';

const withdrawn = (name: string, version = 1): WithdrawnArticle => ({
  id: stableId(name),
  schemaVersion: 1,
  version,
  storyId: stableId(name),
  withdrawnAt: new Date(NOON + HOUR).toISOString(),
});

describe('an article that is withdrawn', () => {
  it('is canceled as its next version, and told so once', () => {
    const resolver = new Resolver(72 * HOUR);
    resolver.resolve(article({ name: 'a', body: FERRY }), NOON);
    expect(resolver.withdraw(withdrawn('a'), NOON + HOUR)).toEqual({
      links: [
        {
          id: stableId('a'),
          schemaVersion: 1,
          version: 2,
          versionCreated: '2026-11-20T13:00:00.000Z',
          storyId: stableId('a'),
          translations: [],
          pubStatus: 'canceled',
        },
      ],
      stories: [],
    });
    expect(resolver.withdraw(withdrawn('a'), NOON + HOUR)).toBeUndefined();
  });

  it('is no longer repeated: the same text elsewhere is an article of its own', () => {
    const resolver = new Resolver(72 * HOUR);
    resolver.resolve(article({ name: 'a', body: FERRY }), NOON);
    resolver.withdraw(withdrawn('a'), NOON + HOUR);
    const other = resolver.resolve(article({ name: 'b', body: FERRY, fetchedAt: NOON + 2 * HOUR }), NOON + 2 * HOUR);
    expect(other?.article?.dedup.status).toBe('unique');
  });

  it('is linked with no version of its story that comes later', () => {
    const resolver = new Resolver(72 * HOUR);
    const uk =
      'Пороми з Одеси та Миколаєва цього тижня не ходитимуть, повідомив Петро Галенко. У порту ремонтують 17 катерів.';
    const en =
      'Ferries from Odesa and Mykolaiv will not sail this week, said Petro Halenko. At the port 17 boats are in repair.';
    resolver.resolve(article({ name: 'en', body: en, language: 'en' }), NOON);
    const linked = new Resolver(72 * HOUR);
    linked.resolve(article({ name: 'en', body: en, language: 'en' }), NOON);
    expect(linked.resolve(article({ name: 'uk', body: uk, language: 'uk' }), NOON)?.article?.translations).toHaveLength(
      1,
    );
    resolver.withdraw(withdrawn('en'), NOON + 1);
    expect(
      resolver.resolve(article({ name: 'uk', body: uk, language: 'uk' }), NOON + 2)?.article?.translations,
    ).toEqual([]);
  });

  it('is usable again when its page comes back, and not by a capture from before', () => {
    const resolver = new Resolver(72 * HOUR);
    resolver.resolve(article({ name: 'a', body: FERRY }), NOON);
    resolver.withdraw(withdrawn('a'), NOON + HOUR);
    expect(resolver.resolve(article({ name: 'a', body: FERRY }), NOON + 2 * HOUR)).toBeUndefined();
    const back = resolver.resolve(article({ name: 'a', body: FERRY, fetchedAt: NOON + 3 * HOUR }), NOON + 3 * HOUR);
    expect(back?.article).toMatchObject({ version: 3, pubStatus: 'usable', dedup: { status: 'update' } });
    expect(resolver.withdraw(withdrawn('a', 3), NOON + 4 * HOUR)?.links).toMatchObject([{ version: 4 }]);
  });

  it('is canceled even when it is not remembered any more, after the version that is stored', () => {
    const resolver = new Resolver(72 * HOUR);
    const outcome = resolver.withdraw(withdrawn('old', 5), NOON);
    expect(outcome?.links).toMatchObject([{ version: 6, storyId: stableId('old'), pubStatus: 'canceled' }]);
  });

  it('is the same to a resolver that took in what was told', () => {
    const [first, second] = [new Resolver(72 * HOUR), new Resolver(72 * HOUR)];
    for (const outcome of [
      first.resolve(article({ name: 'a', body: FERRY }), NOON),
      first.withdraw(withdrawn('a'), NOON + HOUR),
    ]) {
      second.absorb(outcome!);
    }
    expect(second.withdraw(withdrawn('a'), NOON + HOUR)).toBeUndefined();
    expect(second.resolve(article({ name: 'a', body: FERRY }), NOON + 2 * HOUR)).toBeUndefined();
  });
});
