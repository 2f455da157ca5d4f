import type { LinkedArticle } from '#libs/contracts';
import type { Memory } from './memory.js';
import type { Change, Place, StoryBook } from './story-book.js';
import type { Succession } from './succession.js';

/** The next versions of articles that move, without their texts. Changes nothing itself. */
export class NextVersions {
  constructor(
    private readonly memory: Memory,
    private readonly book: StoryBook,
  ) {}

  /**
   * The next versions of the articles that move, and of those that repeat them. `told`: an article that has a version of its
   * own in the same outcome, and where it will be; only those that repeat it follow here.
   */
  of({ moved }: Change, versionCreated: string, told?: { id: string; storyId: string }): LinkedArticle[] {
    const links: LinkedArticle[] = [];
    const link = (id: string, place: Place): void => {
      const known = this.memory.get(id);
      // Forgotten by now: its story lists it, but it is not touched any more.
      if (known === undefined) return;
      links.push({ id, schemaVersion: 1, version: known.version + 1, versionCreated, ...place });
    };
    const followers = (id: string, storyId: string): void => {
      if (this.book.placeOf(id).storyId === storyId) return;
      for (const copy of this.memory.copiesOf(id)) link(copy, { storyId, translations: [] });
    };
    for (const [id, place] of moved) {
      if (id === told?.id) continue;
      link(id, place);
      followers(id, place.storyId);
    }
    if (told !== undefined) followers(told.id, told.storyId);
    return links;
  }

  /** An article that was called a repeat and is one of its own again. */
  freed(id: string, versionCreated: string): LinkedArticle {
    const version = (this.memory.get(id)?.version ?? 0) + 1;
    return { id, schemaVersion: 1, version, versionCreated, storyId: id, translations: [], verdict: 'unique' };
  }

  /** An article that takes over from one that was taken down. */
  succeeding(succession: Succession, moved: Change['moved'], versionCreated: string): LinkedArticle {
    const { id, of } = succession;
    const version = (this.memory.get(id)?.version ?? 0) + 1;
    const place = this.place({ moved }, id, of);
    return { ...succession, schemaVersion: 1, version, versionCreated, ...place };
  }

  /** Where an article will stand when what moves has moved; a repeat stands where the article is that it repeats. */
  place({ moved }: Pick<Change, 'moved'>, id: string, of: string | undefined): Place {
    if (of !== undefined) return { storyId: this.place({ moved }, of, undefined).storyId, translations: [] };
    return moved.get(id) ?? this.book.placeOf(id);
  }
}
