import { describe, expect, it } from '@jest/globals';
import { stableId } from '#libs/contracts';
import { HOUR, NOON } from './articles.fixture.js';
import { CHESS, DRILL, ids, Run } from './stories.fixture.js';

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
