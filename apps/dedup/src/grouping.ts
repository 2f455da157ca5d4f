import type { StoryEdge, StoryMember, Translation } from '#libs/contracts';
import { languageOf } from '#libs/similarity';

/** Articles that tell one story, and why they are thought to. */
export interface Group {
  members: readonly StoryMember[];
  edges: readonly StoryEdge[];
}

/** A story has the id of its smallest member: the same in whatever order the articles came. */
export function storyIdOf({ members }: Group): string {
  return members.map(({ id }) => id).reduce((smallest, id) => (id < smallest ? id : smallest));
}

/** The other members in other languages, by id. */
export function translationsOf(id: string, { members }: Group): Translation[] {
  const own = members.find((member) => member.id === id);
  const language = own && languageOf(own.inLanguage);
  return members
    .filter((member) => member.id !== id && languageOf(member.inLanguage) !== language)
    .map((member) => ({ id: member.id, inLanguage: member.inLanguage }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Whether two groups may be one story by their languages: a story is told once in each. */
export function complement(a: Group, b: Group): boolean {
  const languages = new Set(a.members.map(({ inLanguage }) => languageOf(inLanguage)));
  return !b.members.some(({ inLanguage }) => languages.has(languageOf(inLanguage)));
}

/**
 * The groups that edges make of members, when some pairs must not be together: edges are taken one after the other, an
 * editor's first, then the best, and one that would bring such a pair together is left out.
 */
export function groupBy(
  members: readonly StoryMember[],
  edges: readonly StoryEdge[],
  apart: (a: string, b: string) => boolean,
): Group[] {
  const groupOf = new Map<string, { members: StoryMember[]; edges: StoryEdge[] }>();
  for (const member of members) groupOf.set(member.id, { members: [member], edges: [] });
  const strength = (edge: StoryEdge): number => (edge.method === 'editor' ? 2 : (edge.score ?? 0));
  const inOrder = [...edges].sort((x, y) => strength(y) - strength(x) || (x.a + x.b < y.a + y.b ? -1 : 1));
  for (const edge of inOrder) {
    const one = groupOf.get(edge.a);
    const other = groupOf.get(edge.b);
    if (one === undefined || other === undefined) continue;
    if (one !== other) {
      if (one.members.some((x) => other.members.some((y) => apart(x.id, y.id)))) continue;
      for (const member of other.members) groupOf.set(member.id, one);
      one.members.push(...other.members);
      one.edges.push(...other.edges);
    }
    if (!apart(edge.a, edge.b)) one.edges.push(edge);
  }
  return [...new Set(groupOf.values())];
}
