import type { RememberedArticle, Story, StoryEdge, StoryMember, Translation } from '#libs/contracts';
import { type Circumstances, createStoryIndex, STORY_VERSION, storyBonus, type StoryIndex } from '#libs/similarity';
import type { Decisions } from './decisions.js';
import { complement, type Group, groupBy, storyIdOf, translationsOf } from './grouping.js';

/** Where an article belongs. */
export interface Place {
  storyId: string;
  translations: Translation[];
}

/** What follows from a change: the stories to tell anew, in order, and the new places of articles that move. */
export interface Change {
  stories: Story[];
  moved: Map<string, Place>;
}

const NO_CHANGE: Change = { stories: [], moved: new Map() };

/**
 * The stories within the window. What would follow from an article or a decision is worked out without changing anything;
 * only `absorb…` changes the book, so that a book made of what was told is the same as one that never stopped.
 */
export class StoryBook {
  private readonly index: StoryIndex;
  private readonly languages = new Map<string, string>();
  private readonly circumstances = new Map<string, Circumstances>();
  /** Stories of several articles, by member. */
  private readonly storyOf = new Map<string, Story>();
  /** Articles that took the place of one that was taken down, by that one: with it goes what they are compared by. */
  private readonly heirs = new Map<string, string>();
  private readonly predecessors = new Map<string, string>();
  /** The last version of each story that was told, the longest ago first: never before its youngest member was remembered. */
  private readonly told = new Map<string, { story: Story; at: number }>();

  /** @param threshold of links; similarity's own when not given. */
  constructor(
    private readonly decisions: Decisions,
    threshold?: number,
  ) {
    this.index = createStoryIndex(threshold === undefined ? {} : { threshold });
  }

  placeOf(id: string): Place {
    const group = this.groupOf(id);
    return group === undefined ? { storyId: id, translations: [] } : place(id, group);
  }

  /** The story of several articles that one belongs to. */
  storyWith(id: string): Story | undefined {
    return this.storyOf.get(id);
  }

  /** The story of an article that was forgotten, as it was told last: `stored` may be behind. */
  asNow(id: string, stored: Story | undefined): Story | undefined {
    const hasIt = ({ members }: Story): boolean => members.some((member) => member.id === id);
    let story = stored && (this.told.get(stored.id)?.story ?? stored);
    while (story?.mergedInto !== undefined) story = this.told.get(story.mergedInto)?.story;
    if (story !== undefined && hasIt(story)) return story;
    return [...this.told.values()].map((one) => one.story).find(hasIt);
  }

  /** An article that repeats none tells a story: an earlier one in other languages, or one of its own. */
  tell(article: RememberedArticle, inBook: (id: string) => boolean): Change {
    const member: StoryMember = { id: article.id, inLanguage: article.inLanguage };
    const current = this.groupOf(article.id);
    if (current !== undefined) {
      const members = current.members.map((other) => (other.id === member.id ? member : other));
      return this.regroup([current], [{ ...current, members }], article.decidedAt);
    }
    let group: Group = { members: [member], edges: [] };
    const before: Group[] = [];
    const join = (id: string, edge: StoryEdge): void => {
      const other = this.groupOf(id) ?? this.alone(id);
      if (other === undefined || group.members.some((one) => one.id === id)) return;
      if (edge.method === 'link' && !complement(group, other)) return;
      if (this.setApart(group, other)) return;
      before.push(other);
      group = { members: [...other.members, ...group.members], edges: [...other.edges, ...group.edges, edge] };
    };
    for (const partner of this.decisions.partners(article.id)) {
      if (inBook(partner)) join(partner, edgeBetween(article.id, partner, article.decidedAt));
    }
    for (const { id, score, threshold } of this.like(article)) {
      join(id, edgeBetween(article.id, id, article.decidedAt, { score, threshold }));
    }
    return before.length === 0 ? NO_CHANGE : this.regroup(before, [group], article.decidedAt);
  }

  /** An article turns out to repeat another one: it tells no story of its own. */
  leave(id: string, decidedAt: string): Change {
    const group = this.groupOf(id);
    if (group === undefined) return NO_CHANGE;
    const members = group.members.filter((member) => member.id !== id);
    return this.regroup([group], groupBy(members, group.edges, this.apart), decidedAt);
  }

  /** An article that was taken down leaves its place to one that repeated it. */
  replace(id: string, heir: StoryMember, decidedAt: string): Change {
    const group = this.groupOf(id);
    if (group === undefined) return NO_CHANGE;
    const renamed = (one: string): string => (one === id ? heir.id : one);
    const members = group.members.map((member) => (member.id === id ? heir : member));
    const edges = group.edges.map((edge) => ({ ...edge, a: renamed(edge.a), b: renamed(edge.b) }));
    return this.regroup([group], groupBy(members, edges, this.apart), decidedAt);
  }

  /** An editor says that two articles, neither a repeat, tell one story. */
  merge(a: string, b: string, decidedAt: string): Change {
    const one = this.groupOf(a) ?? this.alone(a);
    const other = this.groupOf(b) ?? this.alone(b);
    if (one === undefined || other === undefined || one === other) return NO_CHANGE;
    const edges = [...one.edges, ...other.edges, edgeBetween(a, b, decidedAt)];
    const after = groupBy([...one.members, ...other.members], edges, this.apart);
    return this.regroup([one, other], after, decidedAt);
  }

  /** An editor has set two articles apart. */
  split(a: string, b: string, decidedAt: string): Change {
    const group = this.groupOf(a);
    if (group === undefined || group !== this.groupOf(b)) return NO_CHANGE;
    return this.regroup([group], groupBy(group.members, group.edges, this.apart), decidedAt);
  }

  absorbArticle(article: RememberedArticle): void {
    const { id, of, fingerprint, url, images } = article;
    this.forget(id, false);
    if (of !== undefined) return;
    const at = Date.parse(article.toldAt);
    this.circumstances.set(id, { at, images, ...(url === undefined ? {} : { url }) });
    this.languages.set(id, article.inLanguage);
    if (fingerprint.story !== undefined) this.index.add(id, fingerprint.story, at);
  }

  /** The heir is compared with others by what the article that was taken down said, until that would be forgotten. */
  absorbHeir(id: string, { id: heir, inLanguage }: StoryMember): void {
    const circumstances = this.circumstances.get(id);
    if (circumstances === undefined) return;
    this.index.rename(id, heir);
    this.circumstances.set(heir, circumstances);
    this.languages.set(heir, inLanguage);
    this.heirs.set(id, heir);
    this.predecessors.set(heir, id);
    this.circumstances.delete(id);
    this.languages.delete(id);
  }

  /** An article that is no copy any more may be merged; what texts would link it to is asked when it comes again. */
  absorbFreed({ id, inLanguage }: StoryMember): void {
    this.languages.set(id, inLanguage);
  }

  /** `at`: when it was told or told again, ms. */
  absorbStory(story: Story, at: number): void {
    const before = this.told.get(story.id)?.story;
    for (const { id } of before?.members ?? []) if (this.storyOf.get(id) === before) this.storyOf.delete(id);
    this.told.delete(story.id);
    this.told.set(story.id, { story, at });
    if (story.members.length > 1) for (const { id } of story.members) this.storyOf.set(id, story);
  }

  /** An article is no longer there to be read; an heir of it stays. */
  withdraw(id: string): void {
    this.drop(id);
    this.storyOf.delete(id);
  }

  /** Forgets an article; with its place, too, unless it comes again at once. */
  forget(id: string, withPlace = true): void {
    const heir = this.heirs.get(id);
    if (heir !== undefined) this.forget(heir, false);
    const predecessor = this.predecessors.get(id);
    if (predecessor !== undefined) this.heirs.delete(predecessor);
    this.predecessors.delete(id);
    this.drop(id);
    if (withPlace) this.storyOf.delete(id);
  }

  /** Forgets the stories that were last remembered before an instant, ms. */
  forgetBefore(before: number): void {
    for (const [id, { at }] of this.told) {
      if (at >= before) break;
      this.told.delete(id);
    }
  }

  private readonly apart = (a: string, b: string): boolean => this.decisions.apart(a, b);

  private drop(id: string): void {
    this.index.remove(id);
    this.circumstances.delete(id);
    this.languages.delete(id);
  }

  private groupOf(id: string): Group | undefined {
    return this.storyOf.get(id);
  }

  private alone(id: string): Group | undefined {
    const inLanguage = this.languages.get(id);
    return inLanguage === undefined ? undefined : { members: [{ id, inLanguage }], edges: [] };
  }

  private setApart(one: Group, other: Group): boolean {
    return one.members.some((x) => other.members.some((y) => this.apart(x.id, y.id)));
  }

  private like({ id, fingerprint, toldAt, url, images }: RememberedArticle): ReturnType<typeof this.index.query> {
    if (fingerprint.story === undefined) return [];
    const at = Date.parse(toldAt);
    const own: Circumstances = { at, images, ...(url === undefined ? {} : { url }) };
    return this.index.query(fingerprint.story, at, {
      accept: (other) => other !== id && !this.decisions.apart(id, other),
      bonus: (other) => {
        const circumstances = this.circumstances.get(other);
        return circumstances === undefined ? 0 : storyBonus(own, circumstances);
      },
    });
  }

  /** From groups to groups of the same articles (and perhaps one more or one less). */
  private regroup(before: readonly Group[], after: readonly Group[], decidedAt: string): Change {
    const moved = new Map<string, Place>();
    const stories: Story[] = [];
    const ids = new Set(after.map(storyIdOf));
    for (const group of before) {
      const id = storyIdOf(group);
      if (ids.has(id) || !this.told.has(id)) continue;
      const heir = after.find(({ members }) => group.members.some((member) => members.some((m) => m.id === member.id)));
      if (heir !== undefined) stories.push(this.next(id, { members: [], edges: [] }, decidedAt, storyIdOf(heir)));
    }
    for (const group of after) {
      const id = storyIdOf(group);
      for (const { id: member } of group.members) {
        const now = place(member, group);
        if (!samePlace(now, this.placeOf(member))) moved.set(member, now);
      }
      const last = this.told.get(id)?.story;
      if (last === undefined ? group.members.length > 1 : !sameGroup(group, last)) {
        stories.push(this.next(id, group, decidedAt));
      }
    }
    return { stories, moved };
  }

  private next(id: string, { members, edges }: Group, versionCreated: string, mergedInto?: string): Story {
    return {
      id,
      schemaVersion: 1,
      version: (this.told.get(id)?.story.version ?? 0) + 1,
      members: [...members].sort((a, b) => (a.id < b.id ? -1 : 1)),
      edges: [...edges],
      ...(mergedInto === undefined ? {} : { mergedInto }),
      versionCreated,
    };
  }
}

function place(id: string, group: Group): Place {
  return { storyId: storyIdOf(group), translations: translationsOf(id, group) };
}

function samePlace(a: Place, b: Place): boolean {
  return a.storyId === b.storyId && JSON.stringify(a.translations) === JSON.stringify(b.translations);
}

function sameGroup(a: Group, b: Group): boolean {
  const listed = ({ members, edges }: Group): string[] => [
    ...members.map(({ id, inLanguage }) => `${id} ${inLanguage}`),
    ...edges.map((edge) => `${edge.a} ${edge.b} ${edge.method}`),
  ];
  const inA = listed(a);
  const inB = new Set(listed(b));
  return inA.length === inB.size && inA.every((line) => inB.has(line));
}

function edgeBetween(a: string, b: string, decidedAt: string, link?: { score: number; threshold: number }): StoryEdge {
  const method = link === undefined ? 'editor' : 'link';
  return { a, b, method, ...link, decidedAt, algorithmVersion: STORY_VERSION };
}
