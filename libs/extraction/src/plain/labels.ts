import { endsSentence, fold, wordCount } from '../text/lines.js';
import type { Unit } from './unit.js';

/** Labels are made of few words over and over; headlines share little more than their small words. */
const RECURRING = 0.7;
const LONGEST_LABEL = 12;

/**
 * Items that begin with a line of tags of their own, though no two are the same: their words recur from item to item.
 * Such lines become the items' tags.
 */
export function withLabels(units: readonly Unit[]): Unit[] {
  const heads = units.map((u) => (u.tag === undefined && u.texts.length >= 2 ? (u.texts[0] ?? '') : ''));
  const labels = heads.filter((h) => h !== '' && !endsSentence(h) && wordCount(h) <= LONGEST_LABEL);
  if (labels.length < 3 || labels.length < units.length * 0.8) return [...units];
  const seen = new Map<string, number>();
  const wordsOf = (label: string): string[] => [...new Set(fold(label).split(' '))];
  for (const label of labels) for (const word of wordsOf(label)) seen.set(word, (seen.get(word) ?? 0) + 1);
  const words = labels.flatMap(wordsOf);
  const recurring = words.filter((word) => (seen.get(word) ?? 0) >= 2).length;
  if (recurring < words.length * RECURRING) return [...units];
  return units.map((unit, i) =>
    labels.includes(heads[i] ?? '') ? { ...unit, tag: heads[i] ?? '', texts: unit.texts.slice(1) } : unit,
  );
}
