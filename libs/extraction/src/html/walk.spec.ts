import { describe, expect, it } from '@jest/globals';
import { extractPage } from '../extract.js';
import type { FoundArticle } from '../types.js';

const PARAGRAPHS = [
  'The harbour ferry of Velmora went back to work on Monday after two winters in the dock, and the first morning run was full before sunrise.',
  'Its new engine was paid for by a levy on berths that the council had argued about for most of a year, and that fishermen had called a tax on tides.',
  'Captain Irena Malik said that the old bell had been kept, since nobody would have known the boat without it, and that children had asked for it.',
  'The ferry will cross nine times a day until the end of October, when the wind on the bar becomes too strong for a boat of her draught.',
];
const TEXT = PARAGRAPHS.join('\n\n');
const ARTICLE = `<article><h1>Ferry returns to Velmora</h1>${PARAGRAPHS.map((text) => `<p>${text}</p>`).join('')}</article>`;
const BEG =
  'You need to switch on scripts to read this page, or else you will miss the comments and most of its pictures.';

function articlesOf(body: string): FoundArticle[] {
  const html = `<!doctype html><html lang="en"><head><title>Ferry returns | Velmora Post</title></head><body>${body}</body></html>`;
  return extractPage({
    body: html,
    contentType: 'text/html',
    url: 'https://post.example/ferry',
    fetchedAt: '2026-11-20T10:00:00Z',
  }).articles;
}

const mainOf = (body: string): FoundArticle | undefined =>
  articlesOf(body).find(({ representationType }) => representationType === 'full');

describe('where the text of a page stands', () => {
  it('between the elements of AMP: their advertisements, menus and consent are no text', () => {
    const [first, ...rest] = PARAGRAPHS.map((text) => `<p>${text}</p>`);
    const main =
      mainOf(`<amp-sidebar><ul><li><a href="/sport">Sport</a></li></ul></amp-sidebar><amp-consent><div>${BEG}</div></amp-consent>
<article><h1>Ferry returns to Velmora</h1><amp-img src="/ferry.jpg" width="800" height="450"><noscript><img src="/small.jpg"></noscript></amp-img>
${first}<amp-ad><div fallback>A sofa such as your neighbours have never seen, and for less than they would ever think, until Sunday only.</div></amp-ad>${rest.join('')}
<amp-user-notification><p>${BEG}</p></amp-user-notification></article>`);
    expect(main?.articleBody).toBe(TEXT);
  });

  it('beside the pictures of AMP', () => {
    const card = (name: string): string =>
      `<div class="card"><amp-img src="/${name}.jpg" width="400" height="300"></amp-img><h3><a href="/news/${name}-2026">The town of ${name} has a new bridge</a></h3><p>It opens on Friday.</p></div>`;
    const teasers = articlesOf(`<main><h1>News</h1>${['Velmora', 'Norholm', 'Estby'].map(card).join('')}</main>`);
    expect(teasers.map(({ image }) => image[0]?.url)).toEqual([
      'https://post.example/Velmora.jpg',
      'https://post.example/Norholm.jpg',
      'https://post.example/Estby.jpg',
    ]);
  });

  it('in noscript, where the page is an empty shell without its scripts', () => {
    const shell = '<div id="app"><div>Loading</div></div>';
    expect(mainOf(`${shell}<noscript>${ARTICLE}</noscript>`)?.articleBody).toBe(TEXT);
    expect(mainOf(`${shell}<noscript><p>${BEG}</p></noscript>`)).toBeUndefined();
  });

  it('not in noscript, where the page shows its text anyway', () => {
    expect(mainOf(`${ARTICLE}<noscript><p>${BEG}</p></noscript>`)?.articleBody).toBe(TEXT);
  });

  it('in the shadow tree that a template declares, and in no other template', () => {
    const shadow = (attributes: string): string =>
      `<news-story><template ${attributes}>${ARTICLE}</template></news-story>`;
    expect(mainOf(shadow('shadowrootmode="open"'))?.articleBody).toBe(TEXT);
    expect(mainOf(shadow('id="story"'))).toBeUndefined();
  });
});
