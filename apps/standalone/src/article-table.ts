import Table from 'cli-table3';
import type { Article } from '#libs/contracts';

const DASH = '–';

/** Narrower than this, a headline says nothing. */
const MIN_HEADLINE_WIDTH = 30;
const ID_LENGTH = 26;
/** From here on there is room for whole ids. */
const WIDE = 140;

/** `2025-12-05T10:34:00+02:00` → `2025-12-05 10:34 +02:00`; a day stays a day. */
export function shortTime(value: string | undefined): string {
  if (value === undefined) return DASH;
  const parts = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/.exec(value);
  if (parts === null) return value;
  return parts.slice(1).filter(Boolean).join(' ');
}

/** What became of an article, in a word or two. */
function fate(article: Article): string {
  const { status, method, of, repeats } = article.dedup;
  const notes: string[] = [];
  if (status === 'duplicate') notes.push(`${method === 'near' ? 'near copy' : 'copy'} of ${(of ?? '').slice(0, 6)}`);
  if (status === 'update') notes.push(`version ${article.version}`);
  const languages = article.translations.map(({ inLanguage }) => inLanguage);
  if (languages.length > 0) notes.push(`also ${languages.join(', ')}`);
  if (repeats > 0) notes.push(`+${repeats} on page`);
  return notes.join(', ');
}

/** Columns to fill: those of the terminal, or a number that suits a file. */
export const terminalWidth = (): number => (process.stdout.isTTY ? process.stdout.columns : 140);

/** The articles as a table for a terminal of the given width, columns. */
export function articleTable(articles: Article[], width: number): string {
  // The whole id where there is room: other commands take it.
  const idWidth = width >= WIDE ? ID_LENGTH + 2 : 8;
  const fixed = [idWidth, 25, 7, 8, 26];
  const frame = 7;
  const rest = Math.max(MIN_HEADLINE_WIDTH, width - fixed.reduce((sum, column) => sum + column, 0) - frame);
  const table = new Table({
    head: ['id', 'published', 'lang', 'type', 'notes', 'headline'],
    colWidths: [...fixed, rest],
    style: { head: [], border: [], compact: true },
  });
  for (const article of articles) {
    table.push([
      article.id.slice(0, idWidth - 2),
      shortTime(article.datePublished),
      article.inLanguage,
      article.representationType === 'full' ? 'full' : 'teaser',
      fate(article),
      oneLine(article.headline ?? article.articleBody),
    ]);
  }
  return table.toString();
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** The articles in numbers, in one sentence. */
export function summary(articles: Article[], pages: number): string {
  const kept = articles.filter(({ dedup }) => dedup.status !== 'duplicate');
  const full = kept.filter(({ representationType }) => representationType === 'full').length;
  const repeats = articles.reduce((sum, { dedup }) => sum + dedup.repeats, 0);
  const perLanguage = new Map<string, number>();
  for (const { inLanguage } of kept) perLanguage.set(inLanguage, (perLanguage.get(inLanguage) ?? 0) + 1);
  const languages = [...perLanguage].sort((a, b) => b[1] - a[1]).map(([tag, count]) => `${count} ${tag}`);
  const stories = new Set(kept.map(({ storyId }) => storyId)).size;
  return (
    `${count(pages, 'page')} → ${count(kept.length, 'article')} ` +
    `(${full} full, ${count(kept.length - full, 'teaser')}; ${languages.join(', ')}) in ${count(stories, 'story', 'stories')}. ` +
    `Dropped: ${count(repeats, 'repeat')} within a page, ` +
    `${count(articles.length - kept.length, 'copy', 'copies')} of another article.`
  );
}

function count(value: number, one: string, many = `${one}s`): string {
  return `${value} ${value === 1 ? one : many}`;
}
