import { describe, expect, it } from '@jest/globals';
import { type Decision, decisionId, type LinkedArticle, stableId, type WithdrawnArticle } from '#libs/contracts';
import { article, HOUR, NOON } from './articles.fixture.js';
import { type Outcome, Resolver } from './resolver.js';

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

const LONG =
  `${FERRY} The yard says that the plates under the engine room are thinner than they should be after thirty winters in ` +
  'the ice, and that it will change all of them at once rather than mend the one that broke. The captain has asked for ' +
  'a second boat for years; the council will speak about it when the budget for next year comes up in December.';
const OTHER_WORDS = LONG.replace('buses take passengers', 'coaches carry travellers').replace(
  'free of charge',
  'at no cost',
);
const RU =
  'Речной паром на этой неделе ходить не будет, сообщил Пётр Галенко в Одессе. Совет нашёл трещину: 240 пассажиров возят 17 автобусов.';
const EN =
  'The river ferry will not sail this week, said Petr Halenko in Odessa. The council found a crack: 17 buses carry 240 passengers.';

describe('the copies of an article that is withdrawn', () => {
  /** Original, a teaser of it elsewhere, and copies: what each is told last. */
  function run(decide: (resolver: Resolver) => Outcome[] = () => []): {
    resolver: Resolver;
    outcomes: Outcome[];
    last: Map<string, LinkedArticle>;
  } {
    const resolver = new Resolver(72 * HOUR);
    const outcomes = [
      resolver.resolve(article({ name: 'original', body: LONG }), NOON),
      resolver.resolve(article({ name: 'teaser', body: LONG, type: 'partial' }), NOON + 1),
      resolver.resolve(article({ name: 'first copy', body: LONG }), NOON + 2),
      resolver.resolve(article({ name: 'edited copy', body: OTHER_WORDS }), NOON + 3),
      ...decide(resolver),
      resolver.withdraw(withdrawn('original'), NOON + HOUR),
    ].filter((outcome) => outcome !== undefined);
    const last = new Map(outcomes.flatMap(({ links }) => links).map((link) => [link.id, link]));
    return { resolver, outcomes, last };
  }

  it('have the earliest in full as their original from then on, each by what they share with it', () => {
    const { last, resolver } = run();
    const heir = stableId('first copy');
    expect(last.get(stableId('original'))).toMatchObject({ pubStatus: 'canceled', version: 2 });
    expect(last.get(heir)).toEqual({
      id: heir,
      schemaVersion: 1,
      version: 2,
      versionCreated: '2026-11-20T13:00:00.000Z',
      storyId: heir,
      translations: [],
      verdict: 'unique',
      succeeds: stableId('original'),
    });
    expect(last.get(stableId('teaser'))).toMatchObject({
      verdict: 'duplicate',
      of: heir,
      method: 'content',
      storyId: heir,
    });
    const edited = last.get(stableId('edited copy'));
    expect(edited).toMatchObject({ verdict: 'duplicate', of: heir, method: 'near', storyId: heir, version: 2 });
    expect(edited?.score).toBeGreaterThan(0.54);
    const later = resolver.resolve(article({ name: 'later', body: LONG, fetchedAt: NOON + 2 * HOUR }), NOON + 2 * HOUR);
    expect(later?.article?.dedup).toMatchObject({ status: 'duplicate', of: heir });
  });

  it('have the next one when that is withdrawn, too, and none is left behind at the end', () => {
    const { resolver } = run();
    const next = resolver.withdraw(withdrawn('first copy', 2), NOON + 2 * HOUR);
    expect(next?.links).toMatchObject([
      { id: stableId('edited copy'), verdict: 'unique', succeeds: stableId('first copy') },
      { id: stableId('teaser'), verdict: 'duplicate', of: stableId('edited copy'), method: 'near' },
      { id: stableId('first copy'), pubStatus: 'canceled' },
    ]);
    resolver.withdraw(withdrawn('edited copy', 3), NOON + 3 * HOUR);
    expect(resolver.withdraw(withdrawn('teaser', 4), NOON + 4 * HOUR)?.links).toMatchObject([
      { pubStatus: 'canceled' },
    ]);
  });

  it('do not repeat one that an editor has set apart from them', () => {
    const decision: Decision = {
      id: decisionId(stableId('first copy'), stableId('edited copy')),
      schemaVersion: 1,
      kind: 'unmerge',
      a: stableId('first copy'),
      b: stableId('edited copy'),
      decidedAt: new Date(NOON + 4).toISOString(),
    };
    const { last } = run((resolver) => [resolver.decide(decision, NOON + 4)]);
    expect(last.get(stableId('edited copy'))).toMatchObject({ verdict: 'unique', storyId: stableId('edited copy') });
  });

  it('take over its place in a story, and are linked with versions that come later', () => {
    const resolver = new Resolver(72 * HOUR);
    const tell = (name: string, body: string, language: string, at: number): Outcome =>
      resolver.resolve(article({ name, body, language, fetchedAt: at }), at)!;
    tell('en', EN, 'en', NOON);
    tell('copy', EN, 'en', NOON + 1);
    expect(tell('ru', RU, 'ru', NOON + 2).article?.translations).toEqual([{ id: stableId('en'), inLanguage: 'en' }]);
    const { links, stories } = resolver.withdraw(withdrawn('en'), NOON + HOUR)!;
    const [storyId] = [stableId('copy'), stableId('ru')].sort();
    const linkOf = (name: string): LinkedArticle => links.find(({ id }) => id === stableId(name))!;
    expect(linkOf('copy')).toMatchObject({ storyId, translations: [{ id: stableId('ru') }], verdict: 'unique' });
    expect(linkOf('ru')).toMatchObject({ storyId, translations: [{ id: stableId('copy'), inLanguage: 'en' }] });
    expect(linkOf('en')).toMatchObject({ storyId: stableId('en'), translations: [] });
    const story = stories.find(({ id }) => id === storyId);
    expect(story?.members.map(({ id }) => id)).toEqual([stableId('copy'), stableId('ru')].sort());
    expect(story?.edges).toMatchObject([{ a: stableId('ru'), b: stableId('copy'), method: 'link' }]);

    resolver.withdraw({ ...withdrawn('ru'), version: 2 }, NOON + HOUR + 1);
    const again = tell('ru again', RU, 'ru', NOON + HOUR + 2);
    expect(again.article?.translations).toEqual([{ id: stableId('copy'), inLanguage: 'en' }]);
  });

  it('keep the place when it comes back: it repeats its heir then', () => {
    const { resolver } = run();
    const back = resolver.resolve(
      article({ name: 'original', body: LONG, fetchedAt: NOON + 3 * HOUR }),
      NOON + 3 * HOUR,
    );
    expect(back?.article).toMatchObject({
      version: 3,
      pubStatus: 'usable',
      dedup: { status: 'duplicate', of: stableId('first copy'), method: 'content' },
    });
  });

  it('are the same to a resolver that took in what was told', () => {
    const { outcomes, resolver } = run();
    const rebuilt = new Resolver(72 * HOUR);
    for (const outcome of outcomes) rebuilt.absorb(outcome);
    const inputs = [
      article({ name: 'later', body: LONG, fetchedAt: NOON + 2 * HOUR }),
      article({ name: 'original', body: LONG, fetchedAt: NOON + 3 * HOUR }),
      article({ name: 'first copy', body: `${LONG} It sails again.`, fetchedAt: NOON + 4 * HOUR }),
      article({ name: 'days later', body: LONG, fetchedAt: NOON + 75 * HOUR }),
    ];
    for (const input of inputs) {
      const at = Date.parse(input.provenance.fetchedAt);
      expect(rebuilt.resolve(input, at)).toEqual(resolver.resolve(input, at));
    }
    expect(rebuilt.withdraw(withdrawn('first copy', 3), NOON + 76 * HOUR)).toEqual(
      resolver.withdraw(withdrawn('first copy', 3), NOON + 76 * HOUR),
    );
  });
});
