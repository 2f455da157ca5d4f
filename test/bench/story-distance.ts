/**
 * Are the versions of a story linked however many articles come between them?
 *
 *   node dist/test/bench/story-distance.js [--articles N] [--apart D]
 *
 * Puts the second half of each pair of the chaos suite's pages D articles later into one story index, and counts the pairs
 * that it links, those it misses, and those for which it prefers another article.
 */
import { parseArgs } from 'node:util';
import { createStoryIndex, storySignature } from '#libs/similarity';
import { workload } from '../chaos/workload.js';

const { values } = parseArgs({
  options: { articles: { type: 'string', default: '20000' }, apart: { type: 'string', default: '4000' } },
});
const apart = Number(values.apart);
const SEED = 21;
/** All within the hour in which the plain threshold holds: what is asked is whether a pair is looked at. */
const FIRST_INSTANT = Date.UTC(2026, 10, 20);

const { items, expected } = workload(Number(values.articles), SEED);
const languages = new Map(expected.flatMap(({ language }) => Object.entries(language)));
const firstOf = new Map(expected.flatMap((one) => (one.family === 'pair' ? [[one.urls[1], one.urls[0]]] : [])));

const articles = items
  .flatMap((item, place) => (item.kind === 'page' ? [{ url: item.url, html: item.html, place }] : []))
  .map((page) => (firstOf.has(page.url) ? { ...page, place: page.place + apart } : page))
  .sort((a, b) => a.place - b.place);

const index = createStoryIndex();
const seen = new Set<string>();
const result = { linked: 0, missed: 0, wrong: 0 };
for (const [place, { url, html }] of articles.entries()) {
  if (seen.has(url)) continue;
  seen.add(url);
  const signature = storySignature(articleText(html), languages.get(url) ?? 'und');
  const at = FIRST_INSTANT + place;
  const first = firstOf.get(url);
  if (first !== undefined && seen.has(first)) {
    const matches = index.query(signature, at);
    if (matches.some(({ id }) => id === first)) result.linked += 1;
    else result.missed += 1;
    if (matches[0] !== undefined && matches[0].id !== first) result.wrong += 1;
  }
  index.add(url, signature, at);
}
process.stdout.write(`${JSON.stringify({ articles: seen.size, apart, ...result })}\n`);

/** Headline and paragraphs of a generated page. */
function articleText(html: string): string {
  const article = html.slice(html.indexOf('<article>'), html.indexOf('</article>'));
  return article.replace(/<[^<>]+>/g, '\n').trim();
}
