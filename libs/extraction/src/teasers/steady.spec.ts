import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { extractPage } from '../index.js';
import { GERMAN, pageOf, POLISH, SHAPES, STORY_PARAGRAPHS, UKRAINIAN } from './shapes.fixture.js';

const PROMOS = [
  '<div class="promo"><a href="/sklep/2026-mapa-mostow-do-kupienia"><img src="/img/mapa.jpg" alt=""><span>Mapa mostów z autografem, tylko u nas</span></a></div>',
  '<div class="newsletter-box"><h3>Listy znad rzeki</h3><p>Co piątek najlepsze teksty tygodnia prosto do twojej skrzynki.</p><form><input type="email"><button>Zapisz</button></form></div>',
  '<aside><p>Wspieraj nas: bez czytelników nie byłoby tej gazety, a bez gazety tych mostów.</p><a href="/wspieraj">Wspieraj</a></aside>',
  '<div class="ad-slot"><p>Reklama: nowe rowery wodne już w wypożyczalni przy moście, pierwsza godzina gratis.</p></div>',
  '<div class="cookie-banner"><p>Używamy plików cookie, żeby strona działała i żeby wiedzieć, ilu was jest.</p><button>Dobrze</button></div>',
  '<div class="social-share"><a href="https://a.example/s">Podziel się</a> <a href="https://b.example/s">Wyślij</a></div>',
];
const ITEMS = [POLISH, UKRAINIAN, GERMAN];

const promo = fc.constantFrom(...PROMOS);
const related = fc
  .tuple(fc.constantFrom(...Object.values(SHAPES)), fc.constantFrom(...ITEMS))
  .map(([shape, items]) => `<section><h2>Zobacz też</h2>${shape(items)}</section>`);
const extras = fc.array(fc.oneof(promo, related), { maxLength: 3 }).map((parts) => parts.join(''));

describe('the body of an article', () => {
  it('is the same whatever promos and lists of other articles stand around it', () => {
    fc.assert(
      fc.property(extras, extras, extras, fc.array(promo, { maxLength: 2 }), (above, behind, beside, within) => {
        const text = STORY_PARAGRAPHS.map((p, i) => `<p>${p}</p>${i === 1 ? within.join('') : ''}`).join('');
        const page = extractPage({
          body: pageOf(
            'Most Kolejowy zniknie z panoramy miasta',
            `${above}<div class="layout"><main><article><h1>Most Kolejowy zniknie z panoramy miasta</h1><div class="text">${text}</div></article>${behind}</main><aside>${beside}</aside></div>`,
            '<meta property="og:type" content="article">',
          ),
          contentType: 'text/html',
          url: 'https://gazeta.example/miasto/2026-story-number-1',
          timeZone: 'Europe/Warsaw',
          fetchedAt: '2026-03-10T12:00:00Z',
        });
        expect(page.articles[0]?.articleBody.split('\n\n')).toEqual(STORY_PARAGRAPHS);
        expect(page.articles[0]?.headline).toBe('Most Kolejowy zniknie z panoramy miasta');
      }),
      { numRuns: 300, seed: 4 },
    );
  });
});
