import { describe, expect, it } from '@jest/globals';
import { type Decision, decisionId, stableId } from '#libs/contracts';
import { article, HOUR, NOON } from './articles.fixture.js';
import { Resolver } from './resolver.js';
import { CHESS, DRILL, ids, type Language, MINUTE, Run } from './stories.fixture.js';

describe('stories across languages', () => {
  it('links the versions of a story, and each lists the others', () => {
    const run = new Run();
    run.tell('drill en', DRILL, 'en');
    run.tell('chess uk', CHESS, 'uk', NOON + MINUTE);
    run.tell('drill ru', DRILL, 'ru', NOON + 8 * MINUTE);
    run.tell('drill uk', DRILL, 'uk', NOON + 20 * MINUTE);
    const members = ids('drill en', 'drill ru', 'drill uk');
    expect(run.stories()).toEqual({ [members[0]!]: members });
    for (const name of ['drill en', 'drill ru', 'drill uk']) {
      expect(run.place(name)).toMatchObject({
        storyId: members[0],
        translations: members.filter((id) => id !== stableId(name)),
      });
    }
    expect(run.place('chess uk')).toMatchObject({ storyId: stableId('chess uk'), translations: [], version: 1 });
  });

  it('gives a story the same id in whatever order its versions come', () => {
    const orders: Language[][] = [
      ['en', 'ru', 'uk'],
      ['uk', 'en', 'ru'],
      ['ru', 'uk', 'en'],
    ];
    const seen = orders.map((order) => {
      const run = new Run();
      for (const language of order) run.tell(`drill ${language}`, DRILL, language);
      return run.stories();
    });
    expect(new Set(seen.map((stories) => JSON.stringify(stories))).size).toBe(1);
  });

  it('gives a copy the story of its original, and follows it there', () => {
    const run = new Run();
    run.tell('drill en', DRILL, 'en');
    run.tell('copy', DRILL, 'en');
    expect(run.place('copy')).toMatchObject({ status: 'duplicate', storyId: stableId('drill en'), version: 1 });
    // Whichever of the two has the smaller id, one order makes the story's id another.
    for (const language of ['ru', 'uk'] as const) run.tell(`drill ${language}`, DRILL, language);
    const [story] = ids('drill en', 'drill ru', 'drill uk');
    expect(run.place('copy')).toMatchObject({ storyId: story, translations: [] });
    expect(run.stories()[story!]).not.toContain(stableId('copy'));
  });

  it('lets the copies of a teaser follow it into a story, and to the article that it turns out to repeat', () => {
    const partial = (name: string, texts: typeof DRILL): ReturnType<typeof article> =>
      article({ name, body: texts.en.slice(0, 40), language: 'en', type: 'partial' });
    const intoStory = new Run();
    intoStory.add(partial('drill en', DRILL));
    intoStory.add(partial('copy', DRILL));
    expect(intoStory.place('copy')).toMatchObject({ status: 'duplicate', storyId: stableId('drill en') });
    intoStory.tell('drill ru', DRILL, 'ru');
    intoStory.tell('drill uk', DRILL, 'uk');
    intoStory.tell('drill en', DRILL, 'en', NOON + MINUTE);
    expect(intoStory.place('drill en').translations).toHaveLength(2);
    expect(intoStory.place('copy').storyId).toBe(intoStory.place('drill en').storyId);

    const toOriginal = new Run();
    toOriginal.tell('original', DRILL, 'en');
    toOriginal.add(partial('teaser', CHESS));
    toOriginal.add(partial('copy', CHESS));
    toOriginal.tell('teaser', DRILL, 'en', NOON + MINUTE);
    expect(toOriginal.place('teaser')).toMatchObject({ status: 'duplicate', storyId: stableId('original') });
    expect(toOriginal.place('copy').storyId).toBe(stableId('original'));
    for (const language of ['ru', 'uk'] as const)
      toOriginal.tell(`drill ${language}`, DRILL, language, NOON + 2 * MINUTE);
    expect(toOriginal.place('copy').storyId).toBe(toOriginal.place('original').storyId);
  });

  it('is told once in each language: another text in one of them begins a story of its own', () => {
    const run = new Run();
    run.tell('drill en', DRILL, 'en');
    run.tell('drill ru', DRILL, 'ru');
    const body =
      'В порту прошли учения, сообщил Петр Галенко: 240 пожарных и 17 катеров из Одессы и Николаева отрабатывали спасение людей.';
    run.add(article({ name: 'second ru', body, language: 'ru' }));
    expect(run.place('second ru')).toMatchObject({
      status: 'unique',
      storyId: stableId('second ru'),
      translations: [],
    });
    const alone = new Run();
    alone.tell('drill en', DRILL, 'en');
    alone.add(article({ name: 'second ru', body, language: 'ru' }));
    expect(alone.place('second ru').translations).toEqual([stableId('drill en')]);
  });

  it('says why: score, threshold and version of every link', () => {
    const run = new Run();
    run.tell('drill en', DRILL, 'en');
    const outcome = run.tell('drill ru', DRILL, 'ru');
    const [edge] = outcome!.stories[0]!.edges;
    expect(edge).toMatchObject({ a: stableId('drill ru'), b: stableId('drill en'), method: 'link' });
    expect(edge!.score).toBeGreaterThanOrEqual(edge!.threshold ?? 1);
  });

  it('links a teaser when its article comes, and not twice', () => {
    const run = new Run();
    run.tell('drill en', DRILL, 'en');
    const teaser = article({ name: 'drill ru', body: 'Учения', language: 'ru', type: 'partial' });
    run.add(teaser);
    expect(run.place('drill ru')).toMatchObject({ storyId: stableId('drill ru') });
    run.tell('drill ru', DRILL, 'ru', NOON + MINUTE);
    expect(run.place('drill ru').translations).toEqual([stableId('drill en')]);
    expect(run.place('drill en')).toMatchObject({ version: 2, translations: [stableId('drill ru')] });
  });

  it('lets a story lose an article that turns out to be a copy', () => {
    const run = new Run();
    run.tell('original', DRILL, 'en');
    const teaser = article({ name: 'copy', body: CHESS.en, language: 'en', type: 'partial' });
    run.add(teaser);
    run.tell('chess uk', CHESS, 'uk');
    expect(run.place('chess uk').translations).toEqual([stableId('copy')]);
    run.tell('copy', DRILL, 'en', NOON + MINUTE);
    expect(run.place('copy')).toMatchObject({ status: 'duplicate', storyId: stableId('original') });
    expect(run.place('chess uk')).toMatchObject({ storyId: stableId('chess uk'), translations: [] });
  });
});

describe('the state', () => {
  it('is a fold of the outcomes: rebuilt from them it goes on as if it had never stopped', () => {
    const unbroken = new Run();
    const rebuilt = (): Resolver => {
      const resolver = new Resolver(72 * HOUR);
      for (const outcome of unbroken.outcomes) resolver.absorb(outcome);
      return resolver;
    };
    const languages: Language[] = ['en', 'ru', 'uk'];
    for (let i = 0; i < 48; i++) {
      const at = NOON + i * 3 * HOUR;
      const texts = i % 4 < 2 ? DRILL : CHESS;
      const name = `${texts === DRILL ? 'drill' : 'chess'} ${languages[i % 3] ?? ''} ${i % 5}`;
      const extra = i % 7 === 0 ? ` Update ${i}.` : '';
      const one = article({
        name,
        body: texts[languages[i % 3] ?? 'en'] + extra,
        language: languages[i % 3] ?? 'en',
        fetchedAt: at,
        type: i % 11 === 0 ? 'partial' : 'full',
      });
      if (i % 9 === 8) {
        const [a, b] = unbroken.outcomes.flatMap((o) => (o.article === undefined ? [] : [o.article.id])).slice(-2);
        const decision: Decision = {
          id: decisionId(a!, b!),
          schemaVersion: 1,
          kind: i % 2 === 0 ? 'merge' : 'unmerge',
          a: a!,
          b: b!,
          decidedAt: new Date(at).toISOString(),
        };
        const restarted = rebuilt();
        const expected = unbroken.resolver.decide(decision, at);
        expect(restarted.decide(decision, at)).toEqual(expected);
        unbroken.outcomes.push(expected);
      }
      const restarted = rebuilt();
      const expected = unbroken.resolver.resolve(one, at);
      expect(restarted.resolve(one, at)).toEqual(expected);
      if (expected !== undefined) unbroken.outcomes.push(expected);
    }
    expect(unbroken.outcomes.flatMap((outcome) => outcome.links).length).toBeGreaterThan(5);
  });
});
