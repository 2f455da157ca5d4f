import type { LinkedArticle } from '#libs/contracts';
import type { Match } from '#libs/similarity';
import type { Decisions } from './decisions.js';
import { type Known, mayRepeat, type Memory } from './memory.js';

/** What becomes of an article that repeated one which was taken down. */
export type Succession = { id: string } & Required<Pick<LinkedArticle, 'verdict'>> &
  Pick<LinkedArticle, 'of' | 'method' | 'score' | 'succeeds'>;

/**
 * The articles that repeat one which is taken down are judged anew, those in full before teasers, the earliest first: each
 * repeats what that one repeated itself, or one of those before it, or becomes an original. The first of these is the heir.
 */
export function successionsOf(id: string, memory: Memory, decisions: Decisions): Succession[] {
  const known = memory.get(id);
  if (known === undefined) return [];
  const copies: [string, Known][] = [];
  for (const copy of memory.copiesOf(id)) {
    const other = memory.get(copy);
    if (other !== undefined && other.isCanceled !== true) copies.push([copy, other]);
  }
  copies.sort(
    ([x, a], [y, b]) =>
      rank(a) - rank(b) || Date.parse(a.firstCreated) - Date.parse(b.firstCreated) || (x < y ? -1 : 1),
  );
  const above = known.of === undefined ? undefined : memory.originalOf(known.of);
  const originals = above === undefined || memory.get(above) === undefined ? [] : [above];
  return copies.map(([copy, other]) => {
    let best: (Omit<Match, 'id'> & { of: string }) | undefined;
    for (const of of originals) {
      const original = memory.get(of);
      if (original === undefined || !mayRepeat(other, original) || decisions.apart(copy, of)) continue;
      const match = memory.likeness(copy, of);
      if (match !== undefined && match.score > (best?.score ?? 0)) best = { ...match, of };
    }
    if (best === undefined) {
      originals.push(copy);
      return { id: copy, verdict: 'unique', succeeds: id };
    }
    const { of, method, score } = best;
    return { id: copy, verdict: 'duplicate', of, method, ...(method === 'near' ? { score } : {}) };
  });
}

const rank = ({ representationType }: Known): number => (representationType === 'full' ? 0 : 1);
