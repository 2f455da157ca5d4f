import { describe, expect, it } from '@jest/globals';
import {
  type Decision,
  decisionId,
  type LinkedArticle,
  type RecalledArticle,
  stableId,
  type Story,
} from '#libs/contracts';
import { article, HOUR, NOON } from './articles.fixture.js';
import { fingerprintOf } from './fingerprint.js';
import { type Outcome, Resolver } from './resolver.js';

const TEXTS = {
  en: 'Firefighters drilled in the port, said Petr Halenko: 240 people and 17 boats from Odessa and Nikolaev took part on Monday.',
  ru: 'Пожарные провели учения в порту, сообщил Пётр Галенко: 240 человек и 17 катеров из Одессы и Николаева вышли в понедельник.',
  de: 'Der Gemeinderat hat den Neubau der Schwimmhalle beschlossen; sie soll im Sommer des übernächsten Jahres öffnen, sagte die Bürgermeisterin.',
};
const LATER = NOON + 5 * HOUR;

/** What publish has stored of an article. */
function stored(name: string, language: keyof typeof TEXTS, more: Partial<RecalledArticle> = {}): RecalledArticle {
  const { fingerprint: _, ...tagged } = article({ name, body: TEXTS[language], language });
  return { ...tagged, version: 4, firstCreated: new Date(NOON).toISOString(), ...more };
}

const decision = (kind: Decision['kind'], a: string, b: string): Decision => ({
  id: decisionId(stableId(a), stableId(b)),
  schemaVersion: 1,
  kind,
  a: stableId(a),
  b: stableId(b),
  decidedAt: new Date(LATER).toISOString(),
});

/** A resolver with a window of an hour, and what it gave: so that a second one can be made of that. */
class Run {
  readonly outcomes: Outcome[] = [];
  readonly resolver = new Resolver(HOUR);

  tell(name: string, language: keyof typeof TEXTS, at: number): Outcome | undefined {
    return this.note(this.resolver.resolve(article({ name, body: TEXTS[language], language, fetchedAt: at }), at));
  }

  recall(recalled: RecalledArticle, at = LATER): Outcome | undefined {
    return this.note(this.resolver.recall(recalled, at, () => fingerprintOf(recalled)));
  }

  decide(kind: Decision['kind'], a: string, b: string): Outcome {
    return this.note(this.resolver.decide(decision(kind, a, b), LATER))!;
  }

  rebuilt(): Resolver {
    const resolver = new Resolver(HOUR);
    for (const outcome of this.outcomes) resolver.absorb(outcome);
    return resolver;
  }

  private note(outcome: Outcome | undefined): Outcome | undefined {
    if (outcome !== undefined) this.outcomes.push(outcome);
    return outcome;
  }
}

const linkOf = ({ links }: Outcome, name: string): LinkedArticle | undefined =>
  links.find(({ id }) => id === stableId(name));

describe('a decision about articles that were forgotten', () => {
  it('moves nothing by itself, and holds', () => {
    const run = new Run();
    run.tell('en', 'en', NOON);
    expect(run.decide('merge', 'en', 'de')).toMatchObject({ links: [], stories: [] });
  });

  it('merges them at once when they are recalled, as the next versions of what is stored', () => {
    const run = new Run();
    run.tell('en', 'en', NOON);
    run.recall(stored('en', 'en'));
    run.recall(stored('de', 'de', { version: 7 }));
    const outcome = run.decide('merge', 'en', 'de');
    const members = [stableId('en'), stableId('de')].sort();
    expect(outcome.stories).toMatchObject([{ id: members[0], members: members.map((id) => ({ id })) }]);
    expect(linkOf(outcome, 'en')).toMatchObject({
      version: 5,
      translations: [{ id: stableId('de'), inLanguage: 'de' }],
    });
    expect(linkOf(outcome, 'de')).toMatchObject({ version: 8, storyId: members[0] });
  });

  it('sets a copy free, and takes a story apart that only the store knows', () => {
    const run = new Run();
    run.recall(stored('en', 'en'));
    run.recall(stored('copy', 'en', { of: stableId('en') }));
    expect(linkOf(run.decide('unmerge', 'en', 'copy'), 'copy')).toMatchObject({ verdict: 'unique', version: 5 });

    const story = storyOf(['en', 'ru']);
    const linked = new Run();
    linked.recall(stored('en', 'en', { story }));
    linked.recall(stored('ru', 'ru', { story }));
    const apart = linked.decide('unmerge', 'en', 'ru');
    expect(linkOf(apart, 'en')).toMatchObject({ storyId: stableId('en'), translations: [] });
    expect(linkOf(apart, 'ru')).toMatchObject({ storyId: stableId('ru'), translations: [] });
    expect(apart.stories.find(({ id }) => id === story.id)).toMatchObject({ version: 4 });
  });

  it('takes the story as it is remembered, where the store is behind', () => {
    const run = new Run();
    run.tell('en', 'en', LATER - 1.5 * HOUR);
    const told = run.tell('ru', 'ru', LATER - 0.75 * HOUR)!.stories[0]!;
    // The one is forgotten, the other is not, and with it the story.
    run.tell('de', 'de', LATER - 10);
    run.recall(stored('en', 'en', { story: { ...told, version: 1, edges: [] } }));
    const outcome = run.decide('merge', 'en', 'de');
    const [story] = outcome.stories.filter(({ members }) => members.length > 0);
    expect(story?.members).toHaveLength(3);
    expect(story?.edges.map(({ method }) => method).sort()).toEqual(['editor', 'link']);
  });

  it('says nothing about what is remembered', () => {
    const run = new Run();
    run.tell('en', 'en', LATER - 1);
    expect(run.recall(stored('en', 'en'))).toBeUndefined();
  });

  it('is the same to a resolver that took in what was told', () => {
    const run = new Run();
    const story = storyOf(['en', 'ru']);
    for (const language of ['en', 'ru'] as const) run.recall(stored(language, language, { story }));
    run.recall(stored('copy', 'en', { of: stableId('en') }));
    run.recall(stored('de', 'de'));
    run.decide('merge', 'ru', 'de');
    const [rebuilt, next] = [run.rebuilt(), decision('unmerge', 'en', 'ru')];
    expect(rebuilt.decide(next, LATER + 1)).toEqual(run.resolver.decide(next, LATER + 1));
    const update = article({
      name: 'en',
      body: `${TEXTS.en} They will do it again.`,
      fetchedAt: LATER + 2,
      language: 'en',
    });
    expect(rebuilt.resolve(update, LATER + 2)).toEqual(run.resolver.resolve(update, LATER + 2));
    expect(rebuilt.size).toBe(run.resolver.size);
  });
});

function storyOf(names: ('en' | 'ru')[]): Story {
  const members = names
    .map((name) => ({ id: stableId(name), inLanguage: name }))
    .sort((x, y) => (x.id < y.id ? -1 : 1));
  const [a, b] = members.map(({ id }) => id) as [string, string];
  const decidedAt = new Date(NOON).toISOString();
  const edge = { a, b, method: 'link' as const, score: 0.8, threshold: 0.4, decidedAt, algorithmVersion: 'story' };
  return { id: a, schemaVersion: 1, version: 3, members, edges: [edge], versionCreated: decidedAt };
}
