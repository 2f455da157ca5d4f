import { menu, path } from './parts.fixture.js';
import type { Words } from './words.fixture.js';

/** A page that leads to articles and tells none of its own. */
export interface Listing {
  path: string;
  html: (w: Words) => string;
}

const page = (w: Words, title: string, body: string, head = ''): string =>
  `<!DOCTYPE html>\n<html lang="${w.language}" dir="${w.direction}"><head><meta charset="utf-8"><title>${title}</title>${head}</head><body>${body}<footer><p>${w.cookies}</p></footer></body></html>`;
const website = '<meta property="og:type" content="website">';
const header = (w: Words): string => `<header><nav>${menu(w)}</nav></header>`;
/** The headlines of the paper, the article's own among them. */
const titles = (w: Words): string[] => [w.headline, ...w.others];
const each = (w: Words, item: (title: string, i: number) => string): string => titles(w).map(item).join('');
/** Some sentences on each article. */
const excerpt = (w: Words, i: number): string =>
  `${w.paragraphs[i % w.paragraphs.length] ?? ''} ${w.paragraphs[(i + 1) % w.paragraphs.length] ?? ''}`;
/** What a section says of itself, for search engines. */
const about = (w: Words): string => `${w.comments.join(' ')} ${w.follow.join(' ')}. ${w.cookies}`;

export const LISTINGS: Record<string, Listing> = {
  'a home page of cards': {
    path: '/',
    html: (w) =>
      page(
        w,
        'Nova',
        `${header(w)}<main>${each(w, (t, i) => `<article class="card"><a href="${path(i)}"><img src="/${i}.jpg"></a><h2><a href="${path(i)}">${t}</a></h2><p>${w.paragraphs[i % 5] ?? ''}</p><time>0${i + 1}:10</time></article>`)}</main>`,
        website,
      ),
  },
  'a home page with one large story': {
    path: '/',
    html: (w) =>
      page(
        w,
        'Nova',
        `${header(w)}<main><section class="hero"><h1><a href="${path(0)}">${w.headline}</a></h1><p>${excerpt(w, 0)}</p><p>${excerpt(w, 2)}</p></section><div class="grid">${w.others.map((t, i) => `<div class="tile"><a href="${path(i + 1)}">${t}</a></div>`).join('')}</div></main>`,
        website,
      ),
  },
  'a home page in a language folder': {
    path: '/uk/',
    html: (w) =>
      page(
        w,
        'Nova',
        `${header(w)}<div class="cols"><div class="col"><h2>${w.section}</h2>${each(w, (t, i) => `<div class="item"><a href="${path(i)}"><b>${t}</b></a><p>${w.paragraphs[i % 5] ?? ''}</p></div>`)}</div></div>`,
      ),
  },
  'a home page that calls itself an article': {
    path: '/',
    html: (w) =>
      page(
        w,
        'Nova',
        `${header(w)}<main>${each(w, (t, i) => `<div class="news"><h3><a href="${path(i)}">${t}</a></h3><p>${excerpt(w, i)}</p></div>`)}</main>`,
        '<meta property="og:type" content="article">',
      ),
  },
  'a section with long excerpts': {
    path: '/s/community/',
    html: (w) =>
      page(
        w,
        `${w.section} | Nova`,
        `${header(w)}<main><h1>${w.section}</h1>${each(w, (t, i) => `<div class="entry"><h2><a href="${path(i)}">${t}</a></h2><div class="excerpt">${excerpt(w, i)}</div></div>`)}</main>`,
        website,
      ),
  },
  'a section that explains itself above its list': {
    path: '/community',
    html: (w) =>
      page(
        w,
        `${w.section} | Nova`,
        `${header(w)}<main><h1>${w.section}</h1><div class="intro"><p>${about(w)}</p></div><ul class="list">${each(w, (t, i) => `<li><time>0${i + 1}:10</time> <a href="${path(i)}">${t}</a></li>`)}</ul></main>`,
        website,
      ),
  },
  'a section that explains itself below its list': {
    path: '/s/community/page/2/',
    html: (w) =>
      page(
        w,
        `${w.section} — 2 | Nova`,
        `${header(w)}<main><h1>${w.section}</h1>${each(w, (t, i) => `<div class="row"><div class="row__title"><a href="${path(i)}">${t}</a></div><div class="row__date">${w.date}</div></div>`)}<div class="seo"><h2>${w.section}: Nova</h2><p>${about(w)}</p><p>${about(w)}</p></div></main>`,
      ),
  },
  'a WordPress blog with whole posts': {
    path: '/',
    html: (w) =>
      page(
        w,
        'Nova',
        `<header><h1 class="site-title"><a href="/">Nova</a></h1><nav>${menu(w)}</nav></header><main id="main" class="site-main">${each(w, (t, i) => `<article class="post type-post hentry"><header class="entry-header"><h2 class="entry-title"><a href="${path(i)}" rel="bookmark">${t}</a></h2><time class="entry-date" datetime="2026-03-0${i + 1}T09:40:00+02:00">${i + 1}.3.2026</time></header><div class="entry-content">${w.paragraphs.map((p) => `<p>${p}</p>`).join('')}</div></article>`)}</main>`,
        website,
      ),
  },
  'the posts of a month': {
    path: '/2026/03/',
    html: (w) =>
      page(
        w,
        `2026/03 | Nova`,
        `${header(w)}<main><h1 class="page-title">2026/03</h1>${each(w, (t, i) => `<article class="hentry"><h2 class="entry-title"><a href="${path(i)}">${t}</a></h2><div class="entry-summary"><p>${excerpt(w, i)} […]</p></div></article>`)}</main>`,
      ),
  },
  'a tag': {
    path: '/tag/mill/',
    html: (w) =>
      page(
        w,
        `#${w.section} | Nova`,
        `${header(w)}<div class="content"><h1>#${w.section}</h1><div class="tag-list">${each(w, (t, i) => `<div class="tag-item"><span class="d">${w.date}</span><a class="t" href="${path(i)}">${t}</a><p>${w.paragraphs[i % 5] ?? ''}</p></div>`)}</div></div>`,
      ),
  },
  'an author with a portrait': {
    path: '/author/1/',
    html: (w) =>
      page(
        w,
        `${w.author} | Nova`,
        `${header(w)}<main><div class="profile"><img src="/a.jpg"><h1>${w.author}</h1><p>${about(w)}</p></div><div class="works">${each(w, (t, i) => `<div class="work"><h3><a href="${path(i)}">${t}</a></h3><p>${w.paragraphs[i % 5] ?? ''}</p></div>`)}</div></main>`,
        '<meta property="og:type" content="profile">',
      ),
  },
  'what a search found': {
    path: '/search?q=mill',
    html: (w) =>
      page(
        w,
        `mill | Nova`,
        `${header(w)}<form><input name="q" value="mill"></form><h1>mill (5)</h1><ol class="results">${each(w, (t, i) => `<li><h3><a href="${path(i)}">${t}</a></h3><div class="snippet">… ${excerpt(w, i)} …</div><cite>${w.date}</cite></li>`)}</ol>`,
      ),
  },
  'a DLE section': {
    path: '/community/',
    html: (w) =>
      page(
        w,
        `${w.section} » Nova`,
        `<div class="topmenu">${menu(w)}</div><div id="dle-content">${each(w, (t, i) => `<div class="shortstory"><div class="short-title"><a href="${path(i)}">${t}</a></div><div class="short-text"><div id="news-id-${i}" style="display:inline;">${excerpt(w, i)}</div></div><div class="short-info"><span>${w.date}</span> <a href="${path(i)}">»</a></div></div>`)}<div class="navigation"><a href="/community/page/2/">2</a></div></div>`,
      ),
  },
  'a Bitrix section': {
    path: '/news/',
    html: (w) =>
      page(
        w,
        w.section,
        `<div class="bx-top-nav">${menu(w)}</div><h1 id="pagetitle">${w.section}</h1><div class="news-list">${each(w, (t, i) => `<p class="news-item" id="bx_${i}"><a href="${path(i)}"><img class="preview_picture" src="/${i}.jpg"></a><span class="news-date-time">${w.date}</span> <a href="${path(i)}"><b>${t}</b></a><br />${w.paragraphs[i % 5] ?? ''}<div style="clear:both"></div></p>`)}</div>`,
      ),
  },
  'a table of news': {
    path: '/archive.html',
    html: (w) =>
      page(
        w,
        `Nova`,
        `<table><tr><td>${menu(w)}</td><td><table>${each(w, (t, i) => `<tr><td valign="top">${w.date}</td><td><a href="${path(i)}">${t}</a><br>${w.paragraphs[i % 5] ?? ''}</td></tr>`)}</table></td></tr></table>`,
      ),
  },
  'an index of topics without a list of articles': {
    path: '/topics/',
    html: (w) =>
      page(
        w,
        `${w.section} | Nova`,
        `${header(w)}<main><h1>${w.section}</h1><ul>${Array.from({ length: 12 }, (_, i) => `<li><a href="/s/${i}/">${w.section} ${i}</a></li>`).join('')}</ul></main>`,
      ),
  },
};
