import { follow, type Layout, link, list, menu, page, paragraphs, path, shared } from './parts.fixture.js';

/** Habits that stand in the way, whatever the publishing system. */
export const HABITS: Record<string, Layout> = {
  'a short item beside a long column of latest news': {
    html: (w) =>
      page(
        w,
        `<header><nav>${menu(w)}</nav></header><div class="cols"><div class="left"><h1>${w.headline}</h1><div class="date">${w.date}</div><div class="text">${paragraphs(w, 0, 2)}</div></div><div class="right-column"><h3>${w.section}</h3><ul class="lenta">${Array.from({ length: 24 }, (_, i) => `<li><span>${String(9 + (i % 10)).padStart(2, '0')}:1${i % 10}</span> <a href="${path(i)}">${w.others[i % w.others.length] ?? ''}</a></li>`).join('')}</ul></div></div>`,
        shared(w),
      ),
    paragraphs: 2,
    hides: ['author'],
  },

  'names that say the opposite': {
    html: (w) =>
      page(
        w,
        `<div class="page has-sidebar newsletter-enabled"><div class="promo-layout comments-open share-container"><div class="banner-less related-off"><h1>${w.headline}</h1><div class="post-meta">${w.date}</div><div class="content-with-ads">${paragraphs(w)}</div></div><div class="z1">${w.others.map((_, i) => `<div class="z2">${link(w, i)}</div>`).join('')}</div></div></div>`,
        shared(w),
      ),
    hides: ['author'],
  },

  'the first paragraph apart, as the description has it': {
    html: (w) =>
      page(
        w,
        `<header>${menu(w)}</header><main><div class="head"><h1>${w.headline}</h1><p class="standfirst">${w.paragraphs[0] ?? ''}</p><div class="by"><a rel="author" href="/people/1">${w.author}</a> <time datetime="2026-03-05T09:40:00+02:00">${w.date}</time></div></div><figure><img src="/1.jpg"><figcaption>${w.caption}</figcaption></figure><div class="story">${paragraphs(w, 1)}</div><section class="more-stories">${w.others.map((_, i) => `<h3>${link(w, i)}</h3>`).join('')}</section></main>`,
        `${shared(w)}<meta property="og:description" content="${w.paragraphs[0] ?? ''}">`,
      ),
  },

  'Blogger with a box for each paragraph': {
    html: (w) =>
      page(
        w,
        `<div class="content-outer"><div class="header-inner"><h1 class="title"><a href="/">Nova</a></h1></div><div class="main section"><div class="widget Blog"><div class="blog-posts hfeed"><div class="date-outer"><h2 class="date-header"><span>${w.date}</span></h2><div class="date-posts"><div class="post hentry"><h3 class="post-title entry-title">${w.headline}</h3><div class="post-body entry-content">${w.paragraphs.map((p) => `<div style="text-align: justify;"><span style="font-size: medium;">${p}</span></div><div style="text-align: justify;"><br></div>`).join('')}<div style="clear: both;"></div></div><div class="post-footer"><span class="post-author vcard">${w.author}</span></div></div></div></div></div></div></div><div class="sidebar section"><div class="widget PopularPosts"><ul>${list(w)}</ul></div></div></div>`,
        `<meta property="og:title" content="${w.headline}">`,
      ),
    hides: ['author'],
  },

  'Elementor widgets': {
    html: (w) =>
      page(
        w,
        `<div class="elementor elementor-location-header"><div class="elementor-widget-nav-menu"><nav>${menu(w)}</nav></div></div><div class="elementor elementor-location-single post-1 post"><div class="elementor-widget elementor-widget-theme-post-title"><div class="elementor-widget-container"><h1 class="elementor-heading-title">${w.headline}</h1></div></div><div class="elementor-widget elementor-widget-post-info"><ul><li itemprop="author"><a href="/author/1/">${w.author}</a></li><li itemprop="datePublished"><time>${w.date}</time></li></ul></div><div class="elementor-widget elementor-widget-theme-post-content"><div class="elementor-widget-container">${paragraphs(w)}</div></div><div class="elementor-widget elementor-widget-share-buttons"><div class="elementor-share-btn">A</div></div><div class="elementor-widget elementor-widget-posts">${w.others.map((_, i) => `<article class="elementor-post"><h3 class="elementor-post__title">${link(w, i)}</h3></article>`).join('')}</div></div>`,
        shared(w),
      ),
  },

  'a picture with its caption after each paragraph': {
    html: (w) =>
      page(
        w,
        `<header>${menu(w)}</header><main><h1>${w.headline}</h1><div class="when">${w.date}</div><div class="body-text">${w.paragraphs.map((p, i) => `<p>${p}</p><div class="pic"><img src="/${i}.jpg" width="900" alt=""><div class="txt">${w.caption}, ${i + 1}</div></div>`).join('')}</div><div class="rel">${w.others.map((_, i) => `<div class="rel-item">${link(w, i)}</div>`).join('')}</div></main>`,
        shared(w),
      ),
    hides: ['author'],
  },

  'a text of sections with advertisements between': {
    html: (w) =>
      page(
        w,
        `<header>${menu(w)}</header><div class="story-wrap"><h1>${w.headline}</h1><div class="info"><a href="/authors/1">${w.author}</a> ${w.date}</div>${w.paragraphs.map((p, i) => `<section class="story-part"><p>${p}</p></section><div class="adfox" id="ad${i}"><span>AD</span></div>`).join('')}<div class="after"><p class="tg">${follow(w)}</p></div><div class="grid">${w.others.map((_, i) => `<div class="cell"><h4>${link(w, i)}</h4></div>`).join('')}</div></div>`,
        shared(w),
      ),
  },

  'a menu that explains itself': {
    html: (w) =>
      page(
        w,
        `<div class="mega">${w.others.map((o, i) => `<div class="mega-col"><a href="/s/${i}/">${w.section} ${i}</a><p>${o}. ${w.follow[0]} ${w.follow[1]}.</p></div>`).join('')}</div><div class="wrapper"><h1>${w.headline}</h1><p class="info">${w.date}</p>${paragraphs(w)}</div><div class="bottom">${w.others.map((_, i) => `<div>${link(w, i)}</div>`).join('')}</div>`,
        shared(w),
      ),
    hides: ['author'],
  },

  'a text that unfolds': {
    html: (w) =>
      page(
        w,
        `<header>${menu(w)}</header><article><h1>${w.headline}</h1><div>${w.date}</div><div class="text">${paragraphs(w, 0, 2)}<div class="collapsed" style="display:none">${paragraphs(w, 2)}</div><button>…</button></div></article><ul class="other">${list(w)}</ul>`,
        shared(w),
      ),
    hides: ['author'],
  },

  'tags, sources and a call to write in below the text': {
    html: (w) =>
      page(
        w,
        `<header>${menu(w)}</header><main><article><h1>${w.headline}</h1><div class="c-meta"><span class="c-meta__author">${w.author}</span><span class="c-meta__date">${w.date}</span></div><div class="c-text">${paragraphs(w)}<p class="source">${w.section}: <a href="https://agency.example/">Agency</a></p></div><div class="c-tags"><a href="/tag/1">${w.section}</a><a href="/tag/2">2026</a></div><div class="feedback"><p>${w.follow[0]} <a href="mailto:nova@nova.example">nova@nova.example</a></p></div></article><div class="c-news">${w.others.map((_, i) => `<div class="c-news__item"><time>09:1${i}</time>${link(w, i)}</div>`).join('')}</div></main>`,
        shared(w),
      ),
  },
};
