import { describe, expect, it } from '@jest/globals';
import { extractPage } from '../index.js';
import { pageOf, STORY_PARAGRAPHS } from '../teasers/shapes.fixture.js';

const TEXT = STORY_PARAGRAPHS.map((p) => `<p>${p}</p>`);
const ARTICLE_TYPE = '<meta property="og:type" content="article">';

/** The paragraphs of the page's own article. */
function bodyOf(inner: string, head = ''): string[] {
  const page = extractPage({
    body: pageOf('Most Kolejowy zniknie', `<main><h1>Most Kolejowy zniknie</h1>${inner}</main>`, ARTICLE_TYPE + head),
    contentType: 'text/html',
    url: 'https://gazeta.example/miasto/2026-most-kolejowy-zniknie',
    fetchedAt: '2026-03-10T12:00:00Z',
  });
  return page.articles.find((a) => a.representationType === 'full')?.articleBody.split('\n\n') ?? [];
}

/** An article whose text is interrupted by something after its second paragraph. */
const interrupted = (by: string): string =>
  `<article class="post"><div class="content">${TEXT[0] ?? ''}${TEXT[1] ?? ''}${by}${TEXT[2] ?? ''}${TEXT[3] ?? ''}</div></article>`;

describe('a body keeps out', () => {
  it.each([
    [
      'a caption, whatever its class',
      '<div class="x7"><div class="q1"><img src="/most.jpg"></div><div class="k2">Most Kolejowy o świcie. Zdjęcie: Ewa Mostowa</div></div>',
    ],
    ['the credit of a picture', '<div class="media-attribution">Foto: Jan Rzeczny / Agencja Brzeg</div>'],
    [
      'a line that says whose picture it is',
      '<p>Fot.: Ewa Mostowa / Agencja Brzeg</p><p>Foto: Jan Rzeczny, Agentur Ufer</p>',
    ],
    [
      'the same in Cyrillic and Greek',
      '<p>Фото: Яна Мостова, агенція «Берег» </p><p>Φωτογραφία: Α. Ποταμός / Πρακτορείο</p>',
    ],
    [
      'what is said around a field to write in',
      '<div class="z9"><h3>Wieści znad rzeki</h3><p>Raz w tygodniu wysyłamy najważniejsze informacje z miasta, bez reklam.</p><div><input type="email" placeholder="adres"></div><p>Zapisując się, akceptujesz nasze zasady.</p></div>',
    ],
    [
      'a subscription form in Ukrainian',
      '<section><p>Підпишіться на нашу розсилку, щоб не пропустити головного про місто.</p><form><input name="mail"><button>Так</button></form></section>',
    ],
    [
      'messages of a player',
      '<div class="video-player"><p>Ihr Browser kann dieses Video leider nicht abspielen, bitte aktualisieren Sie ihn.</p></div>',
    ],
    [
      'marks left by a publishing system',
      '<p>[gallery id="31" title="Most dawniej i dziś" columns="3"]</p><p>[/caption]</p>',
    ],
    [
      'data that a broken page shows',
      '<p>{"id":"7","type":"oembed","url":"https://film.example/7","author":"x","width":550,"height":300,"cached":true}</p>',
    ],
    [
      'a cookie notice',
      '<div class="cookie-consent"><p>Ta strona używa plików cookie, aby zapamiętać twoje ustawienia i liczyć odwiedziny.</p></div>',
    ],
    [
      'a share bar',
      '<ul class="share-buttons"><li><a href="https://a.example/s">Wyślij znajomym na czacie</a></li><li><a href="https://b.example/s">Opublikuj</a></li></ul>',
    ],
    [
      'a list of what to read too',
      '<div class="read-also"><h4>Czytaj też</h4><ul><li><a href="/miasto/2026-story-number-7">Nowa linia tramwajowa ruszy jesienią</a></li><li><a href="/miasto/2026-story-number-8">Biblioteka na rynku znów otwarta</a></li></ul></div>',
    ],
  ])('%s', (_name, block) => {
    expect(bodyOf(interrupted(block))).toEqual(STORY_PARAGRAPHS);
  });

  it.each([
    ['who owns the rights', '<p>© 2026 Gazeta Mostowa. Przedruk tylko za zgodą wydawcy i autora tekstu.</p>'],
    ['lines about the writer', '<p>Ewa Mostowa od dwudziestu lat pisze o rzekach i mostach, mieszka nad Brzegową.</p>'],
    [
      'comments',
      '<div id="comments"><div class="comment"><p>Szkoda mostu, przez całe dzieciństwo chodziłem nim do szkoły.</p></div></div>',
    ],
  ])('%s at its end', (_name, block) => {
    expect(
      bodyOf(`<div class="content">${TEXT.join('')}${block}</div>`, '<meta name="author" content="Ewa Mostowa">'),
    ).toEqual(STORY_PARAGRAPHS);
  });
});

describe('a body takes in', () => {
  it('a first part in a box that is named as a teaser but leads nowhere', () => {
    const parts = `<div class="article-body"><div class="teaser-content">${TEXT.slice(0, 2).join('')}</div><div class="rest">${TEXT.slice(2).join('')}</div></div>`;
    expect(bodyOf(parts)).toEqual(STORY_PARAGRAPHS);
  });

  it('short paragraphs above the box that holds most of it', () => {
    expect(
      bodyOf(`<div class="article__body">${TEXT[0] ?? ''}<div class="more">${TEXT.slice(1).join('')}</div></div>`),
    ).toEqual(STORY_PARAGRAPHS);
  });

  it('the items of its own list, though each is an article element', () => {
    const items = STORY_PARAGRAPHS.map(
      (p, i) => `<li><article class="item"><h2>Most numer ${i + 1}</h2><p>${p} ${p}</p></article></li>`,
    );
    const body = bodyOf(`<article><div class="content">${TEXT.join('')}</div><ul>${items.join('')}</ul></article>`);
    expect(body).toHaveLength(12);
    expect(body).toContain('Most numer 4');
  });

  it('a list of sources, each quoted with a link', () => {
    const source = (n: number): string =>
      `<li>Mostowa, E. (201${n}). Przęsła i ludzie: historia mostów na Brzegowej od czasów promu do kładki. <a href="https://doi.example/10.1000/${n}">Rocznik rzeczny, tom ${n}</a>, strony 11–24.</li>`;
    const body = bodyOf(
      `<div class="content">${TEXT.join('')}<h2>Źródła</h2><ul>${[1, 2, 3, 4].map(source).join('')}</ul></div>`,
    );
    expect(body).toHaveLength(9);
  });

  it('what stands in brackets in the mouth of somebody', () => {
    const quote = '[To] dobra wiadomość dla wszystkich, którzy co dzień stoją tu w korku, mówi kierowca autobusu.';
    expect(bodyOf(interrupted(`<p>${quote}</p>`))).toContain(quote);
  });

  it.each([
    [
      'a field of JSON',
      `<script>window.__STATE__ = {"title":"Most","body":${JSON.stringify(TEXT.join(''))},"ads":["a","b"]}</script>`,
    ],
    [
      'JSON in a string of a script',
      `<script>push([1,${JSON.stringify(JSON.stringify([{ type: 'text', content: TEXT.join('') }, { type: 'ad' }]))}])</script>`,
    ],
    [
      'a paragraph at a time',
      `<script>const page = {"blocks":[${STORY_PARAGRAPHS.map((p) => `{"kind":"p","text":${JSON.stringify(p)}}`).join(',')}]};</script>`,
    ],
  ])('what stands only in a script: %s', (_name, script) => {
    expect(bodyOf(`<div id="root"></div>${script}`)).toEqual(STORY_PARAGRAPHS);
  });

  it('nothing of a script when the text is on the page', () => {
    const other =
      '<script>const next = {"body":"<p>Zupełnie inny tekst o czymś innym. I jeszcze jedno zdanie o tym samym.</p>"}</script>';
    expect(bodyOf(`<div class="content">${TEXT.join('')}</div>${other.repeat(20)}`)).toEqual(STORY_PARAGRAPHS);
  });
});
