import type { StoryEdge } from '#libs/contracts';
import type { Account, Place, Verdict } from './account.js';

/** A verdict that was given and would not be, or the other way round, or another one. */
export interface ChangedVerdict {
  id: string;
  captureId: string;
  /** As it was told; undefined when none was. */
  then?: Verdict;
  now?: Verdict;
}

/** An article that ends in another place: as a repeat or none, of another original, or in another story. */
export interface ChangedPlace {
  id: string;
  then?: Place;
  now?: Place;
}

/** What tells two accounts of one stretch apart. */
export interface Difference {
  verdicts: {
    same: number;
    /** Of those that are the same, how many have another score. */
    rescored: number;
    changed: ChangedVerdict[];
  };
  links: { same: number; gained: StoryEdge[]; lost: StoryEdge[] };
  places: { same: number; changed: ChangedPlace[] };
}

export function isSame({ verdicts, links, places }: Difference): boolean {
  return [verdicts.changed, links.gained, links.lost, places.changed].every(({ length }) => length === 0);
}

/** What is different in `now` from what it is in `then`. */
export function differenceOf(then: Account, now: Account): Difference {
  const verdicts: Difference['verdicts'] = { same: 0, rescored: 0, changed: [] };
  const places: Difference['places'] = { same: 0, changed: [] };
  for (const id of new Set([...then.courses.keys(), ...now.courses.keys()])) {
    const [told, given] = [then.courses.get(id), now.courses.get(id)];
    compareVerdicts(id, told?.verdicts ?? [], given?.verdicts ?? [], verdicts);
    if (samePlace(told?.place, given?.place)) places.same += 1;
    else places.changed.push({ id, ...sides(told?.place, given?.place) });
  }
  return { verdicts, places, links: compareLinks(linksOf(then), linksOf(now)) };
}

/** Verdicts on one page are compared in their order: a page that comes again may get another. */
function compareVerdicts(id: string, then: Verdict[], now: Verdict[], into: Difference['verdicts']): void {
  const [told, given] = [byCapture(then), byCapture(now)];
  for (const captureId of new Set([...told.keys(), ...given.keys()])) {
    const [before, after] = [told.get(captureId) ?? [], given.get(captureId) ?? []];
    for (let i = 0; i < Math.max(before.length, after.length); i += 1) {
      const [was, is] = [before[i], after[i]];
      if (was?.status === is?.status && was?.method === is?.method && was?.of === is?.of) {
        into.same += 1;
        if (was?.score !== is?.score) into.rescored += 1;
      } else into.changed.push({ id, captureId, ...sides(was, is) });
    }
  }
}

function byCapture(verdicts: Verdict[]): Map<string, Verdict[]> {
  const grouped = new Map<string, Verdict[]>();
  for (const verdict of verdicts) grouped.set(verdict.captureId, [...(grouped.get(verdict.captureId) ?? []), verdict]);
  return grouped;
}

function samePlace(a: Place | undefined, b: Place | undefined): boolean {
  return a?.storyId === b?.storyId && a?.status === b?.status && a?.of === b?.of && a?.pubStatus === b?.pubStatus;
}

const sides = <T>(then: T | undefined, now: T | undefined): { then?: T; now?: T } => ({
  ...(then === undefined ? {} : { then }),
  ...(now === undefined ? {} : { now }),
});

/** The links that hold stories together, by the two articles and whose word it is. */
function linksOf({ stories }: Account): Map<string, StoryEdge> {
  const links = new Map<string, StoryEdge>();
  for (const { edges } of stories.values()) {
    for (const edge of edges) links.set([...[edge.a, edge.b].sort(), edge.method].join(' '), edge);
  }
  return links;
}

function compareLinks(then: Map<string, StoryEdge>, now: Map<string, StoryEdge>): Difference['links'] {
  const missing = (from: Map<string, StoryEdge>, other: Map<string, StoryEdge>): StoryEdge[] =>
    [...from].filter(([key]) => !other.has(key)).map(([, edge]) => edge);
  const lost = missing(then, now);
  return { same: then.size - lost.length, gained: missing(now, then), lost };
}
