/** The scores of the article-extraction-benchmark (4-gram shingles), and of fields, as its data's own scorer has them. */

const CJK = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/gu;
const WORD = /[\p{L}\p{N}\p{M}_]+/gu;
const SHINGLE = 4;

function shingles(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (let i = 0; i < Math.max(1, words.length - SHINGLE + 1); i++) {
    const key = words.slice(i, i + SHINGLE).join(' ');
    if (key !== '') counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

const sum = (counts: Map<string, number>): number => [...counts.values()].reduce((a, b) => a + b, 0);
const wordsOf = (text: string): string[] => text.replace(CJK, ' $& ').match(WORD) ?? [];

export interface BodyScore {
  /** Undefined without a prediction. */
  precision: number | undefined;
  recall: number | undefined;
  exact: boolean;
}

export function scoreBody(gold: string, predicted: string): BodyScore {
  const goldWords = wordsOf(gold);
  const words = wordsOf(predicted);
  const a = shingles(goldWords);
  const b = shingles(words);
  let hits = 0;
  for (const [key, count] of a) hits += Math.min(count, b.get(key) ?? 0);
  return {
    precision: b.size === 0 ? undefined : hits / sum(b),
    recall: a.size === 0 ? undefined : hits / sum(a),
    exact: goldWords.join(' ') === words.join(' '),
  };
}

const mean = (values: readonly (number | undefined)[]): number => {
  const known = values.filter((v) => v !== undefined);
  return known.length === 0 ? NaN : known.reduce((a, b) => a + b, 0) / known.length;
};

/** Precision and recall are averaged over pages, then made one. */
export function bodyF1(scores: readonly BodyScore[]): { f1: number; exact: number } {
  const p = mean(scores.map((s) => s.precision));
  const r = mean(scores.map((s) => s.recall));
  return { f1: (2 * p * r) / (p + r), exact: mean(scores.map((s) => Number(s.exact))) };
}

/** Word characters only, lower case. */
export const normal = (text: string | undefined): string =>
  (text ?? '').normalize('NFKC').toLowerCase().match(WORD)?.join('') ?? '';

/** F1 of two sets of strings, compared by their word characters. */
export function setF1(gold: readonly string[], predicted: readonly string[]): number {
  const a = new Set(gold.map(normal).filter(Boolean));
  const b = new Set(predicted.map(normal).filter(Boolean));
  if (a.size === 0 && b.size === 0) return 1;
  const hits = [...a].filter((x) => b.has(x)).length;
  return (2 * hits) / (a.size + b.size);
}

/** Value at a share of a list, 0..1. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
