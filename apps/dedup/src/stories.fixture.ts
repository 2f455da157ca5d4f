import { expect } from '@jest/globals';
import { type Decision, decisionId, stableId } from '#libs/contracts';
import { article, HOUR, NOON } from './articles.fixture.js';
import { type Outcome, Resolver } from './resolver.js';

export const MINUTE = 60_000;

export const DRILL = {
  en: 'Rescue teams from Odesa and Mykolaiv held a joint drill at the port on Friday. Some 240 firefighters and 17 boats took part, said Petro Halenko.',
  ru: 'Спасатели из Одессы и Николаева провели в пятницу совместные учения в порту. В них участвовали 240 пожарных и 17 катеров, сообщил Петр Галенко.',
  uk: 'Рятувальники з Одеси та Миколаєва провели у п’ятницю спільні навчання в порту. У них взяли участь 240 пожежників і 17 катерів, повідомив Петро Галенко.',
};
export const CHESS = {
  en: 'Grandmaster Iryna Lobova won the chess tournament in Kharkiv with 9 points out of 11, ahead of 86 players from 14 countries.',
  ru: 'Гроссмейстер Ирина Лобова выиграла шахматный турнир в Харькове, набрав 9 очков из 11 и опередив 86 игроков из 14 стран.',
  uk: 'Гросмейстерка Ірина Лобова виграла шаховий турнір у Харкові, набравши 9 очок із 11 та випередивши 86 гравців із 14 країн.',
};
export type Language = keyof typeof DRILL;

export function told(name: string, texts: typeof DRILL, language: Language, at = NOON): ReturnType<typeof article> {
  return article({ name, body: texts[language], language, fetchedAt: at });
}

/** Everything that a run of the resolver gave, and the newest version of each article and story in it. */
export class Run {
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

export const ids = (...names: string[]): string[] => names.map((name) => stableId(name)).sort();
