import { describe, expect, it } from '@jest/globals';
import type { Article } from '#libs/contracts';
import { articleTable, shortTime, summary } from './article-table.js';

function article(fields: Partial<Article>): Article {
  return {
    id: '0'.repeat(26),
    representationType: 'full',
    inLanguage: 'uk',
    headline: 'Заголовок',
    articleBody: '',
    version: 1,
    storyId: 'a',
    translations: [],
    dedup: { status: 'unique', method: 'none', repeats: 0, contentHash: '', decidedAt: '', algorithmVersion: '' },
    ...fields,
  } as Article;
}

const dedup = (fields: Partial<Article['dedup']>): Article['dedup'] => ({ ...article({}).dedup, ...fields });

describe('the article table', () => {
  it.each([
    ['2026-11-20T10:34:00+02:00', '2026-11-20 10:34 +02:00'],
    ['2026-11-20T10:34:00.000Z', '2026-11-20 10:34 Z'],
    ['2026-11-20T10:34:00', '2026-11-20 10:34'],
    ['2026-11-20', '2026-11-20'],
    [undefined, '–'],
  ])('shows the time %s as %s', (value, shown) => {
    expect(shortTime(value)).toBe(shown);
  });

  it('keeps every line as wide as the terminal, and shows what became of an article', () => {
    const articles = [
      article({
        headline: 'Довгий заголовок '.repeat(20),
        dedup: dedup({ repeats: 2 }),
        translations: [
          { id: 'c', inLanguage: 'en' },
          { id: 'd', inLanguage: 'ru' },
        ],
      }),
      article({
        representationType: 'partial',
        dedup: dedup({ status: 'duplicate', method: 'near', of: 'b'.repeat(26) }),
      }),
    ];
    const lines = articleTable(articles, 130).split('\n');
    expect(new Set(lines.map((line) => line.length))).toEqual(new Set([130]));
    expect(lines.join('\n')).toContain('also en, ru');
    expect(lines.join('\n')).toContain('+2 on page');
    expect(lines.join('\n')).toContain('near copy of bbbbbb');
  });

  it('counts articles, languages, repeats and copies in words', () => {
    const articles = [
      article({ dedup: dedup({ repeats: 3 }) }),
      article({ inLanguage: 'en', representationType: 'partial', storyId: 'b' }),
      article({ dedup: dedup({ status: 'duplicate' }) }),
    ];
    expect(summary(articles, 1)).toBe(
      '1 page → 2 articles (1 full, 1 teaser; 1 uk, 1 en) in 2 stories. ' +
        'Dropped: 3 repeats within a page, 1 copy of another article.',
    );
  });
});
