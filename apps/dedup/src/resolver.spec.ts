import { describe, expect, it } from '@jest/globals';
import { stableId } from '#libs/contracts';
import { article, HOUR, NOON } from './articles.fixture.js';
import { type Outcome, Resolver } from './resolver.js';

const BRIDGE =
  'Der Rat der Stadt hat am Abend den Bau der neuen Brücke beschlossen. Sie soll in drei Jahren fertig sein und die ' +
  'beiden Ufer für Fußgänger und Radfahrer verbinden. Die alte Fähre bleibt bis dahin in Betrieb, sagte der Bürgermeister.';
const HARVEST =
  'Садівники долини зібрали цього року рекордний врожай яблук. Частину плодів передадуть шкільним їдальням, решту ' +
  'продадуть на осінньому ярмарку, який відкриється на площі в суботу зранку.';

describe('Resolver', () => {
  it('calls the first article of its kind unique, and counts its repeats on the page', () => {
    const { article: resolved } = new Resolver(72 * HOUR).resolve(
      article({ name: 'a', body: BRIDGE, repeats: 2 }),
      NOON,
    )!;
    expect(resolved).toMatchObject({
      version: 1,
      pubStatus: 'usable',
      storyId: stableId('a'),
      firstCreated: '2026-11-20T12:00:00.000Z',
      dedup: { status: 'unique', method: 'none', repeats: 2 },
    });
  });

  it('says nothing about an article that says nothing new', () => {
    const resolver = new Resolver(72 * HOUR);
    resolver.resolve(article({ name: 'a', body: BRIDGE }), NOON);
    expect(resolver.resolve(article({ name: 'a', body: BRIDGE, fetchedAt: NOON + HOUR }), NOON + HOUR)).toBeUndefined();
  });

  it('calls the same text under another address a duplicate of the original, not of its copy', () => {
    const resolver = new Resolver(72 * HOUR);
    resolver.resolve(article({ name: 'a', body: BRIDGE }), NOON);
    for (const name of ['b', 'c']) {
      expect(resolver.resolve(article({ name, body: BRIDGE }), NOON)?.article).toMatchObject({
        storyId: stableId('a'),
        dedup: { status: 'duplicate', method: 'content', of: stableId('a') },
      });
    }
  });

  it('calls a lightly edited copy a near duplicate, with its score', () => {
    const resolver = new Resolver(72 * HOUR);
    resolver.resolve(article({ name: 'a', body: BRIDGE }), NOON);
    const edited = BRIDGE.replace('am Abend', 'gestern Abend').replace('sagte der', 'wie der');
    const verdict = resolver.resolve(article({ name: 'b', body: edited }), NOON);
    expect(verdict?.article?.dedup).toMatchObject({ status: 'duplicate', method: 'near', of: stableId('a') });
    expect(verdict?.article?.dedup.score).toBeGreaterThan(0.5);
  });

  it('keeps different texts apart', () => {
    const resolver = new Resolver(72 * HOUR);
    resolver.resolve(article({ name: 'a', body: BRIDGE }), NOON);
    expect(resolver.resolve(article({ name: 'b', body: HARVEST }), NOON)?.article?.dedup.status).toBe('unique');
  });

  it('makes the article in full the next version of its teaser', () => {
    const resolver = new Resolver(72 * HOUR);
    resolver.resolve(article({ name: 'a', body: 'Neue Brücke beschlossen', type: 'partial' }), NOON);
    expect(resolver.resolve(article({ name: 'a', body: BRIDGE }), NOON + HOUR)?.article).toMatchObject({
      version: 2,
      firstCreated: '2026-11-20T12:00:00.000Z',
      versionCreated: '2026-11-20T13:00:00.000Z',
      dedup: { status: 'update', method: 'url' },
    });
  });

  it('finds that an article whose teaser came first is a copy, once it is there in full', () => {
    const resolver = new Resolver(72 * HOUR);
    resolver.resolve(article({ name: 'original', body: BRIDGE }), NOON);
    resolver.resolve(article({ name: 'copy', body: 'Neue Brücke beschlossen', type: 'partial' }), NOON);
    expect(resolver.resolve(article({ name: 'copy', body: BRIDGE }), NOON)?.article).toMatchObject({
      version: 2,
      storyId: stableId('original'),
      dedup: { status: 'duplicate', method: 'content', of: stableId('original') },
    });
  });

  it('keeps an article that was one of its own apart, however it changes', () => {
    const resolver = new Resolver(72 * HOUR);
    resolver.resolve(article({ name: 'a', body: BRIDGE }), NOON);
    resolver.resolve(article({ name: 'b', body: HARVEST }), NOON);
    expect(resolver.resolve(article({ name: 'b', body: BRIDGE }), NOON + HOUR)?.article).toMatchObject({
      version: 2,
      dedup: { status: 'update', method: 'url' },
    });
  });

  it('lets no teaser change an article', () => {
    const resolver = new Resolver(72 * HOUR);
    resolver.resolve(article({ name: 'a', body: BRIDGE }), NOON);
    const teaser = article({ name: 'a', body: 'Neue Brücke', type: 'partial', fetchedAt: NOON + HOUR });
    expect(resolver.resolve(teaser, NOON + HOUR)).toBeUndefined();
  });

  it('does not take an article in full for a repeat of a teaser elsewhere', () => {
    const resolver = new Resolver(72 * HOUR);
    resolver.resolve(article({ name: 'teaser', body: BRIDGE, type: 'partial' }), NOON);
    expect(resolver.resolve(article({ name: 'full', body: BRIDGE }), NOON)?.article?.dedup.status).toBe('unique');
  });

  it('leaves an older capture of a changed article alone', () => {
    const resolver = new Resolver(72 * HOUR);
    resolver.resolve(article({ name: 'a', body: `${BRIDGE} Nachtrag.`, fetchedAt: NOON }), NOON);
    expect(resolver.resolve(article({ name: 'a', body: BRIDGE, fetchedAt: NOON - HOUR }), NOON)).toBeUndefined();
  });

  it('forgets what is older than its window', () => {
    const resolver = new Resolver(HOUR);
    resolver.resolve(article({ name: 'a', body: BRIDGE }), NOON);
    const verdict = resolver.resolve(article({ name: 'b', body: BRIDGE }), NOON + 2 * HOUR);
    expect(verdict?.article?.dedup.status).toBe('unique');
    expect(resolver.size).toBe(1);
  });

  it('is a fold of its own verdicts: rebuilt from them, it gives the same verdicts as one that never stopped', () => {
    const bodies = [BRIDGE, HARVEST, `${BRIDGE} Die Kosten trägt das Land.`, HARVEST.slice(0, 120)];
    const stream = Array.from({ length: 60 }, (_, index) =>
      article({
        name: `article ${(index * 7) % 23}`,
        body: `${bodies[index % bodies.length] ?? ''} ${index % 5 === 0 ? 'Nachtrag.' : ''}`,
        type: index % 3 === 0 ? 'partial' : 'full',
        fetchedAt: NOON + index * 60_000,
      }),
    );
    const unbroken = new Resolver(72 * HOUR);
    let restarted = new Resolver(72 * HOUR);
    const verdicts: Outcome[] = [];
    stream.forEach((one, index) => {
      const at = NOON + index * 60_000;
      if (index % 10 === 9) {
        restarted = new Resolver(72 * HOUR);
        for (const verdict of verdicts) restarted.absorb(verdict);
      }
      const expected = unbroken.resolve(one, at);
      expect(restarted.resolve(one, at)).toEqual(expected);
      if (expected !== undefined) verdicts.push(expected);
    });
    expect(new Set(verdicts.map((one) => one.article?.dedup.status))).toEqual(
      new Set(['unique', 'duplicate', 'update']),
    );
  });
});
