import { describe, expect, it } from '@jest/globals';
import { type Decision, decisionId, stableId } from '#libs/contracts';
import { article, HOUR, NOON } from './articles.fixture.js';
import { type Outcome, Resolver } from './resolver.js';

const MINUTE = 60_000;

const DRILL = {
  en: 'Rescue teams from Odesa and Mykolaiv held a joint drill at the port on Friday. Some 240 firefighters and 17 boats took part, said Petro Halenko.',
  ru: 'Спасатели из Одессы и Николаева провели в пятницу совместные учения в порту. В них участвовали 240 пожарных и 17 катеров, сообщил Петр Галенко.',
  uk: 'Рятувальники з Одеси та Миколаєва провели у п’ятницю спільні навчання в порту. У них взяли участь 240 пожежників і 17 катерів, повідомив Петро Галенко.',
};
const CHESS = {
  en: 'Grandmaster Iryna Lobova won the chess tournament in Kharkiv with 9 points out of 11, ahead of 86 players from 14 countries.',
  ru: 'Гроссмейстер Ирина Лобова выиграла шахматный турнир в Харькове, набрав 9 очков из 11 и опередив 86 игроков из 14 стран.',
  uk: 'Гросмейстерка Ірина Лобова виграла шаховий турнір у Харкові, набравши 9 очок із 11 та випередивши 86 гравців із 14 країн.',
};
type Language = keyof typeof DRILL;

function told(name: string, texts: typeof DRILL, language: Language, at = NOON): ReturnType<typeof article> {
  return article({ name, body: texts[language], language, fetchedAt: at });
}

/** Everything that a run of the resolver gave, and the newest version of each article and story in it. */
class Run {
  readonly outcomes: Outcome[] = [];
  constructor(readonly resolver = new Resolver(72 * HOUR)) {}

  tell(name: string, texts: typeof DRILL, language: Language, at = NOON): Outcome | undefined {
    return this.add(told(name, texts, language, at), at);
  }

  add(one: ReturnType<typeof article>, at = NOON): Outcome | undefined {
    const outcome = this.resolver.resolve(one, at);
    if (outcome !== undefined) this.outcomes.push(outcome);
    return outcome;
  }

  decide(kind: Decision['kind'], a: string, b: string, at = NOON + HOUR): Outcome {
    const [x, y] = [stableId(a), stableId(b)];
    const decidedAt = new Date(at).toISOString();
    const decision: Decision = { id: decisionId(x, y), schemaVersion: 1, kind, a: x, b: y, decidedAt };
    const outcome = this.resolver.decide(decision, at);
    this.outcomes.push(outcome);
    return outcome;
  }

  /** What a store would hold of an article. */
  place(name: string): { storyId?: string; version?: number; translations?: string[]; status?: string } {
    const id = stableId(name);
    let place: ReturnType<Run['place']> = {};
    for (const { article: verdict, links } of this.outcomes) {
      for (const one of [...(verdict === undefined ? [] : [verdict]), ...links]) {
        if (one.id !== id) continue;
        expect(one.version).toBe((place.version ?? 0) + 1);
        const status = 'dedup' in one ? one.dedup.status : (one.verdict ?? place.status);
        place = {
          version: one.version,
          storyId: one.storyId,
          translations: one.translations.map((t) => t.id),
          ...(status === undefined ? {} : { status }),
        };
      }
    }
    return place;
  }

  /** The members of the stories that have some, by the id of the story. */
  stories(): Record<string, string[]> {
    const stories: Record<string, string[]> = {};
    const versions = new Map<string, number>();
    for (const { id, version, members } of this.outcomes.flatMap((outcome) => outcome.stories)) {
      expect(version).toBe((versions.get(id) ?? 0) + 1);
      versions.set(id, version);
      stories[id] = members.map((member) => member.id);
    }
    return Object.fromEntries(Object.entries(stories).filter(([, members]) => members.length > 0));
  }
}

const ids = (...names: string[]): string[] => names.map((name) => stableId(name)).sort();

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

describe("editors' decisions", () => {
  it('merge two stories that no text would link', () => {
    const run = new Run();
    run.tell('drill en', DRILL, 'en');
    run.tell('chess ru', CHESS, 'ru');
    run.decide('merge', 'drill en', 'chess ru');
    const members = ids('drill en', 'chess ru');
    expect(run.stories()).toEqual({ [members[0]!]: members });
    expect(run.place('drill en')).toMatchObject({ version: 2, translations: [stableId('chess ru')] });
  });

  it('merge stories that were told: the one that vanishes says where it went', () => {
    const run = new Run();
    for (const language of ['en', 'ru'] as const) run.tell(`drill ${language}`, DRILL, language);
    for (const language of ['en', 'uk'] as const) run.tell(`chess ${language}`, CHESS, language);
    const [drill, chess] = [run.place('drill en').storyId!, run.place('chess en').storyId!];
    const { stories } = run.decide('merge', 'drill en', 'chess uk');
    const [stays, goes] = drill < chess ? [drill, chess] : [chess, drill];
    expect(stories.find(({ id }) => id === goes)).toMatchObject({ version: 2, members: [], mergedInto: stays });
    expect(stories.find(({ id }) => id === stays)?.members).toHaveLength(4);
  });

  it('take a story apart, and keep it apart', () => {
    const run = new Run();
    run.tell('drill en', DRILL, 'en');
    run.tell('drill ru', DRILL, 'ru');
    run.decide('unmerge', 'drill ru', 'drill en');
    expect(run.place('drill en')).toMatchObject({ storyId: stableId('drill en'), translations: [] });
    expect(run.place('drill ru')).toMatchObject({ storyId: stableId('drill ru'), translations: [] });
    run.tell('drill uk', DRILL, 'uk', NOON + 2 * HOUR);
    expect(run.place('drill uk').translations).toHaveLength(1);
    expect(run.place('drill ru').storyId).not.toBe(run.place('drill en').storyId);
  });

  it('free an article that was called a duplicate, also when it comes again', () => {
    const run = new Run();
    run.tell('drill en', DRILL, 'en');
    run.tell('copy', DRILL, 'en');
    run.decide('unmerge', 'drill en', 'copy');
    expect(run.place('copy')).toMatchObject({ status: 'unique', version: 2, storyId: stableId('copy') });

    const again = new Run();
    for (const { decision } of run.outcomes) if (decision !== undefined) again.resolver.absorbDecision(decision);
    again.tell('copy', DRILL, 'en');
    again.tell('drill en', DRILL, 'en');
    expect(again.place('drill en').status).toBe('unique');
  });

  it('merge an article that was freed, with its original or another', () => {
    for (const other of ['drill en', 'chess ru']) {
      const run = new Run();
      run.tell('drill en', DRILL, 'en');
      run.tell('copy', DRILL, 'en');
      run.tell('chess ru', CHESS, 'ru');
      run.decide('unmerge', 'copy', 'drill en');
      run.decide('merge', 'copy', other, NOON + 2 * HOUR);
      const members = ids('copy', other);
      expect(run.stories()).toEqual({ [members[0]!]: members });
      expect(run.place('copy')).toMatchObject({ status: 'unique', storyId: members[0] });
    }
  });

  it('outlive a replay: what was merged comes together again', () => {
    const run = new Run();
    run.tell('drill en', DRILL, 'en');
    run.tell('chess ru', CHESS, 'ru');
    run.decide('merge', 'chess ru', 'drill en');
    const again = new Run();
    for (const { decision } of run.outcomes) if (decision !== undefined) again.resolver.absorbDecision(decision);
    again.tell('chess ru', CHESS, 'ru');
    again.tell('drill en', DRILL, 'en');
    expect(again.stories()).toEqual(run.stories());
  });

  it('may be taken back: the last word counts', () => {
    const run = new Run();
    run.tell('drill en', DRILL, 'en');
    run.tell('drill ru', DRILL, 'ru');
    run.decide('unmerge', 'drill en', 'drill ru');
    run.decide('merge', 'drill ru', 'drill en', NOON + 2 * HOUR);
    const members = ids('drill en', 'drill ru');
    expect(run.stories()).toEqual({ [members[0]!]: members });
  });

  it('about articles that nobody knows are kept, and change nothing', () => {
    const run = new Run();
    expect(run.decide('merge', 'nobody', 'nothing')).toMatchObject({ links: [], stories: [], decision: {} });
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
