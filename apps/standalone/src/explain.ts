import type { ArticleExplanation, ArticleInBrief, PairComparison } from '#apps/publish';
import { callApi } from './api-client.js';
import type { Values } from './command.js';

/** `babelwire explain ID`. */
export async function explain([id = '']: string[], values: Values): Promise<void> {
  const other = typeof values.with === 'string' ? `?with=${encodeURIComponent(values.with)}` : '';
  const path = `v1/articles/${encodeURIComponent(id)}/explanation${other}`;
  const explanation = await callApi<ArticleExplanation>(String(values.api), path);
  process.stdout.write(`${values.json === true ? JSON.stringify(explanation, null, 2) : inWords(explanation)}\n`);
}

const share = (value: number): string => value.toFixed(2);

export function inWords({ article, dedup, story, comparisons }: ArticleExplanation): string {
  const lines = [
    ...named('article', article),
    `verdict   ${dedup.status}, ${dedup.succeeds === undefined ? BY[dedup.method] : `since ${dedup.succeeds}, which it repeated, was taken down`}${dedup.score === undefined ? '' : `, score ${share(dedup.score)}`}`,
    `          at ${dedup.decidedAt}, algorithm ${dedup.algorithmVersion}`,
    `story     ${story.id}${story.edges.length === 0 ? ', told by this article alone or by the original' : ''}`,
    ...story.edges.map(({ a, b, method, score, threshold, decidedAt }) => {
      const other = a === article.id ? b : a;
      const why =
        method === 'editor' ? 'by an editor' : `score ${share(score ?? 0)}, threshold then ${share(threshold ?? 0)}`;
      return `          linked with ${other}, ${why}, at ${decidedAt}`;
    }),
  ];
  for (const comparison of comparisons) lines.push('', ...compared(comparison));
  return lines.join('\n');
}

const BY: Record<ArticleExplanation['dedup']['method'], string> = {
  none: 'since nothing like it was known',
  url: 'by its address',
  content: 'by equal text',
  near: 'by like text',
  editor: 'by an editor',
};

function named(what: string, { id, inLanguage, version, url, headline, text }: ArticleInBrief): string[] {
  return [
    `${what.padEnd(9)} ${id}  ${inLanguage}, version ${version}${url === undefined ? '' : `  ${url}`}`,
    `          ${(headline ?? text).replace(/\s+/g, ' ').slice(0, 120)}`,
  ];
}

function compared({ other, repeat, translation }: PairComparison): string[] {
  const { score, threshold, jaccard, containment, words, numbers, guard } = repeat;
  const lines = [
    ...named('against', other),
    `  words   ${repeat.match ? 'the same text' : 'not the same text'}: score ${share(score)} of ${share(threshold)} needed` +
      ` (shared ${share(jaccard)}, contained ${share(containment)}; ${words} words in the shorter)`,
    `          numbers and dates in the same place: ${numbers.agree} agree, ${numbers.conflict} differ` +
      (guard === undefined ? '' : `; kept apart: ${guard}`),
  ];
  if (translation === undefined) return lines;
  const { score: likeness, bonus, names, concepts, numbers: shared, words: others } = translation;
  const total = share(Math.min(1, likeness + bonus));
  return [
    ...lines,
    `  story   score ${total}: text ${share(likeness)}, address, picture and time ${share(bonus)}`,
    `          weights shared: names ${share(names)}, words ${share(others)}, concepts ${share(concepts)}, numbers ${share(shared)}`,
  ];
}
