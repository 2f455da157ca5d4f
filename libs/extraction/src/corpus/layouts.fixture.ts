import {
  ARTICLE_PATH,
  broken,
  follow,
  type Layout,
  link,
  list,
  menu,
  page,
  paragraphs,
  path,
  shared,
  SITE,
} from './parts.fixture.js';

/** Publishing systems and habits of theirs. */
export const LAYOUTS: Record<string, Layout> = {
  'WordPress with a newspaper theme': {
    html: (w) =>
      page(
        w,
        `<div class="td-header-wrap"><div class="td-header-menu-wrap">${menu(w)}</div></div>
<div class="td-main-content-wrap"><div class="td-container"><div class="td-crumb-container"><div class="entry-crumbs"><a href="/">Nova</a> › <a href="/s/1/">${w.section}</a></div></div>
<div class="td-pb-row"><div class="td-pb-span8 td-main-content"><div class="td-ss-main-content">
<article class="post type-post status-publish format-standard has-post-thumbnail hentry"><div class="td-post-header"><header class="td-post-title"><h1 class="entry-title">${w.headline}</h1>
<div class="td-module-meta-info"><div class="td-post-author-name"><a href="/author/1/">${w.author}</a></div><span class="td-post-date"><time class="entry-date updated td-module-date" datetime="2026-03-05T09:40:00+02:00">${w.date}</time></span><div class="td-post-views"><i class="td-icon-views"></i><span>318</span></div></div></header></div>
<div class="td-post-sharing-top"><a class="td-social-network" href="https://a.example/share"><div class="td-social-but-text">A</div></a><a href="https://b.example/share"><div class="td-social-but-text">B</div></a></div>
<div class="td-post-content tagdiv-type"><div class="td-post-featured-image"><figure><img src="/u/1.jpg" width="696"><figcaption class="wp-caption-text">${w.caption}</figcaption></figure></div>
${paragraphs(w, 0, 2)}<p><strong>${w.readAlso}: ${link(w, 0)}</strong></p>${paragraphs(w, 2, 4)}<blockquote class="wp-embedded-content"><p>${link(w, 1)}</p></blockquote>${paragraphs(w, 4)}
<p><em>${follow(w)}</em></p><div class="sharedaddy sd-sharing-enabled"><h3>…</h3><ul><li><a href="https://a.example/share">A</a></li></ul></div><div id="jp-relatedposts" class="jp-relatedposts"><ul>${list(w)}</ul></div></div>
<footer><div class="td-post-source-tags"><ul class="td-tags"><li><a href="/tag/1/">${w.section}</a></li></ul></div><div class="td-post-next-prev"><div class="td-post-prev-post">${link(w, 2)}</div><div class="td-post-next-post">${link(w, 3)}</div></div><div class="author-box-wrap"><div class="desc"><div class="td-author-name"><a href="/author/1/">${w.author}</a></div></div></div></footer></article>
<div class="comments" id="comments"><ol class="comment-list">${w.comments.map((c) => `<li class="comment"><article><div class="comment-content"><p>${c}</p></div></article></li>`).join('')}</ol></div></div></div>
<div class="td-pb-span4 td-main-sidebar"><aside class="widget widget_recent_entries"><ul>${list(w)}</ul></aside></div></div></div></div>`,
        shared(w),
        'post-template-default single single-post',
      ),
  },

  'WordPress with blocks': {
    html: (w) =>
      page(
        w,
        `<div class="wp-site-blocks"><header class="wp-block-template-part"><nav class="wp-block-navigation">${menu(w)}</nav></header>
<main class="wp-block-group is-layout-flow"><h1 class="wp-block-post-title">${w.headline}</h1><div class="wp-block-template-part"><div class="wp-block-post-date"><time datetime="2026-03-05T09:40:00+02:00">${w.date}</time></div><div class="wp-block-post-author-name">${w.author}</div></div>
<div class="entry-content wp-block-post-content is-layout-flow"><figure class="wp-block-image size-large"><img src="/u/1.jpg" alt=""><figcaption class="wp-element-caption">${w.caption}</figcaption></figure>
${paragraphs(w, 0, 3)}<div class="wp-block-group has-background"><p><strong>${w.readAlso}</strong></p><ul class="wp-block-latest-posts">${list(w)}</ul></div>${paragraphs(w, 3)}</div>
<div class="wp-block-comments"><ol class="wp-block-comment-template">${w.comments.map((c) => `<li><div class="wp-block-comment-content"><p>${c}</p></div></li>`).join('')}</ol></div></main></div>`,
        shared(w),
      ),
  },

  'Drupal with fields': {
    html: (w) =>
      page(
        w,
        `<div class="layout-container"><header role="banner"><div class="region region-primary-menu"><nav role="navigation">${menu(w)}</nav></div></header>
<main role="main"><div class="layout-content"><div class="region region-content"><div id="block-page-title" class="block"><h1 class="page-header"><span class="field field--name-title">${w.headline}</span></h1></div>
<article class="node node--type-news node--view-mode-full"><div class="node__meta"><span class="field field--name-uid"><a href="/user/7">${w.author}</a></span> <span class="field field--name-created">${w.date}</span></div>
<div class="node__content"><div class="field field--name-field-image field--type-image"><div class="field__item"><img src="/f/1.jpg" width="900"></div></div><div class="clearfix text-formatted field field--name-body field--type-text-with-summary field--label-hidden"><div class="field__item">
${paragraphs(w, 0, 3)}<aside><div class="view view-related-content"><div class="view-header">${w.readAlso}</div><div class="view-content">${w.others.map((_, i) => `<div class="views-row"><span class="views-field-title">${link(w, i)}</span></div>`).join('')}</div></div></aside>${paragraphs(w, 3)}</div></div>
<div class="field field--name-field-tags field--type-entity-reference"><div class="field__label">#</div><div class="field__items"><div class="field__item"><a href="/taxonomy/term/3">${w.section}</a></div></div></div><ul class="links inline"><li class="comment-add"><a href="#comment-form">+</a></li></ul></div></article>
<section class="field field--name-comment"><article class="comment"><div class="comment__content"><p>${w.comments[0] ?? ''}</p></div></article></section></div></div></main><footer role="contentinfo"><p>${w.cookies}</p></footer></div>`,
      ),
  },

  'Bitrix news detail': {
    html: (w) =>
      page(
        w,
        `<div id="panel"></div><div class="wrap"><div class="bx-top-nav">${menu(w)}</div><div class="container bx-content-section"><div class="bx-breadcrumb"><div class="bx-breadcrumb-item"><a href="/">Nova</a></div></div>
<h1 class="bx-title dbg_title" id="pagetitle">${w.headline}</h1><div class="row"><div class="bx-content col-md-9"><div class="news-detail"><div class="mb-3" id="bx_1878455859_4711"><div class="news-detail-date">${w.date}</div>
<div class="mb-5 news-detail-img"><img class="card-img-top" src="/upload/1.jpg" width="800"></div><div class="mb-3 news-detail-content">${broken(w)}<br /><br /></div><div class="news-detail-view mb-2"><small class="text-secondary">${w.section}:</small> 318</div><div class="news-detail-tags mb-2"><a href="/tag/1">${w.section}</a></div></div></div><p><a href="/news/">← ${w.section}</a></p></div>
<div class="sidebar col-md-3"><div class="news-list">${w.others.map((_, i) => `<p class="news-item"><span class="news-date-time">05.03.2026</span> <a href="${path(i)}"><b>${w.others[i] ?? ''}</b></a><br /></p>`).join('')}</div></div></div></div></div>`,
      ),
    hides: ['author'],
  },

  'DLE full story': {
    html: (w) =>
      page(
        w,
        `<div class="wrap"><div class="topmenu">${menu(w)}</div><div class="speedbar"><a href="/">Nova</a> » <a href="/s/1/">${w.section}</a> » ${w.headline}</div><div id="dle-content">
<div class="fullstory"><div class="story-head"><h1 class="title">${w.headline}</h1><div class="story-info"><span class="date">${w.date}</span> <span class="author"><a href="/user/m/">${w.author}</a></span> <span class="views">318</span></div></div>
<div class="full-text clearfix"><div id="news-id-4711" style="display:inline;"><!--dle_image_begin:/u/1.jpg|--><img src="/u/1.jpg" style="max-width:100%;"><!--dle_image_end--><br />${broken(w)}</div></div>
<div class="story-tools"><div class="rate"><ul class="unit-rating"><li><a href="#" title="1">1</a></li><li><a href="#">2</a></li></ul></div><a href="/print:4711.html">⎙</a></div>
<div class="story-tags"><a href="/tags/1/">${w.section}</a></div></div><div class="related-news"><h4>${w.readAlso}</h4><ul>${list(w)}</ul></div>
<div id="dle-comments-list">${w.comments.map((c, i) => `<div id="comment-id-${i}"><div class="comm-author">user${i}</div><div class="comm-text"><div id="comm-id-${i}">${c}</div></div></div>`).join('')}</div><form method="post" id="dle-comments-form"><textarea name="comments"></textarea></form></div></div>`,
      ),
  },

  'Joomla item page': {
    html: (w) =>
      page(
        w,
        `<div class="body"><nav class="navigation">${menu(w)}</nav><div class="row-fluid"><main id="content" class="span9"><div class="item-page" itemscope itemtype="https://schema.org/Article"><meta itemprop="inLanguage" content="${w.language}"><div class="page-header"><h2 itemprop="headline">${w.headline}</h2></div>
<dl class="article-info muted"><dt class="article-info-term">${w.section}</dt><dd class="createdby" itemprop="author" itemscope itemtype="https://schema.org/Person"><span itemprop="name">${w.author}</span></dd><dd class="published"><time datetime="2026-03-05T09:40:00+02:00" itemprop="datePublished">${w.date}</time></dd><dd class="hits">318</dd></dl>
<div class="pull-left item-image"><img src="/i/1.jpg" itemprop="image"></div><div itemprop="articleBody">${paragraphs(w)}</div><ul class="pager pagenav"><li class="previous">${link(w, 2)}</li><li class="next">${link(w, 3)}</li></ul></div></main>
<div id="aside" class="span3"><div class="well"><h3 class="page-header">${w.section}</h3><ul class="latestnews">${list(w)}</ul></div></div></div></div>`,
      ),
  },

  'uCoz in tables': {
    html: (w) =>
      page(
        w,
        `<table id="main-table" width="1000" align="center"><tr><td class="sidebar-left" valign="top"><table class="block"><tr><td class="menu-block">${menu(w)}</td></tr></table><table class="block"><tr><td><ul>${list(w)}</ul></td></tr></table></td>
<td valign="top" class="content-cell"><div class="breadcrumbs-wrapper"><a href="/">Nova</a> » <a href="/news/">${w.section}</a></div><hr />
<table border="0" width="100%" cellspacing="1" cellpadding="2" class="eBlock"><tr><td width="80%"><div class="eTitle"><div style="float:right;font-size:9px;">318</div>${w.headline}</div></td></tr><tr><td class="eMessage"><div class="eMessageInner">${broken(w)}</div></td></tr><tr><td colspan="2" class="eDetails">${w.section} | 318 | ${w.date} | <a href="/index/8-1">${w.author}</a></td></tr></table>
<table class="eDetails1"><tr><td>0</td></tr></table><div id="newEntryT"></div></td></tr></table>`,
      ),
    hides: ['author'],
  },

  'nested tables and fonts': {
    html: (w) =>
      `<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=utf-8"><TITLE>Nova - ${w.headline}</TITLE></HEAD><BODY BGCOLOR="#FFFFFF"><TABLE WIDTH=760 CELLPADDING=0><TR><TD COLSPAN=3><TABLE><TR><TD><A HREF="/"><IMG SRC="/logo.gif" WIDTH=200></A></TD><TD><A HREF="/s/1/"><FONT SIZE=1>${w.section}</FONT></A> | <A HREF="/s/2/">2</A></TD></TR></TABLE></TD></TR>
<TR><TD WIDTH=150 VALIGN=top>${w.others.map((_, i) => `<FONT SIZE=2>&bull; ${link(w, i)}</FONT><BR><BR>`).join('')}</TD><TD VALIGN=top><FONT SIZE=5><B>${w.headline}</B></FONT><BR><FONT SIZE=1 COLOR="#808080">${w.date}</FONT><BR><BR><FONT FACE="Times" SIZE=3>${w.paragraphs.join('<BR><BR>')}</FONT></TD><TD WIDTH=120 VALIGN=top><A HREF="https://shop.example/"><IMG SRC="/banner.gif" WIDTH=120 HEIGHT=600></A></TD></TR><TR><TD COLSPAN=3 ALIGN=center><FONT SIZE=1>&copy; Nova 2026</FONT></TD></TR></TABLE></BODY></HTML>`,
    hides: ['author'],
  },

  AMP: {
    html: (w) =>
      `<!doctype html><html amp lang="${w.language}" dir="${w.direction}"><head><meta charset="utf-8"><title>${w.headline}</title><link rel="canonical" href="${SITE}${ARTICLE_PATH}"><script async src="https://cdn.example/v0.js"></script>${shared(w)}<style amp-custom>p{margin:0}</style></head><body><amp-sidebar id="m" layout="nodisplay">${menu(w)}</amp-sidebar><header class="amp-wp-header"><div><a href="/">Nova</a></div></header>
<article class="amp-wp-article"><header class="amp-wp-article-header"><h1 class="amp-wp-title">${w.headline}</h1><div class="amp-wp-meta amp-wp-byline"><span class="amp-wp-author">${w.author}</span></div><div class="amp-wp-meta amp-wp-posted-on"><time datetime="2026-03-05T07:40:00+00:00">${w.date}</time></div></header><figure class="amp-wp-article-featured-image"><amp-img src="/1.jpg" width="696" height="400" layout="responsive"></amp-img><figcaption class="wp-caption-text">${w.caption}</figcaption></figure>
<div class="amp-wp-article-content">${paragraphs(w, 0, 2)}<amp-ad width="300" height="250" type="x"><div placeholder>AD</div></amp-ad>${paragraphs(w, 2, 4)}<amp-fx-flying-carpet height="300px"><amp-ad width="300" height="600" type="x"></amp-ad></amp-fx-flying-carpet>${paragraphs(w, 4)}</div>
<footer class="amp-wp-article-footer"><div class="amp-wp-meta amp-wp-tax-tag"><a href="/tag/1/">${w.section}</a></div></footer></article><amp-consent id="c" layout="nodisplay"><div><p>${w.cookies}</p></div></amp-consent><section class="amp-related"><ul>${list(w)}</ul></section></body></html>`,
  },

  'hashed class names': {
    html: (w) =>
      page(
        w,
        `<div id="__next"><div class="sc-1a2b3c-0 kYdWJR"><div class="sc-9f8e7d-1 fHqpXz">${menu(w)}</div></div><main class="sc-5d6c7b-0 bVtLmN"><div class="sc-0x9y8z-0 dKpQrS"><h1 class="sc-7h6g5f-0 hTuVwX">${w.headline}</h1><div class="sc-3j4k5l-2 cAbCdE"><span>${w.author}</span><span>${w.date}</span></div>
<div class="sc-2m3n4o-1 eFgHiJ"><div class="sc-8p7q6r-0"><img src="/1.jpg" width="1200"><span>${w.caption}</span></div><div class="sc-4s5t6u-0 gKlMnO">${paragraphs(w, 0, 2)}</div><div class="sc-4s5t6u-0 gKlMnO">${paragraphs(w, 2, 3)}</div><div class="sc-6v7w8x-0 iPqRsT"><div class="sc-1y2z3a-0">${w.readAlso}</div><a class="sc-9b8c7d-0" href="${path(0)}"><img src="/2.jpg"><span>${w.others[0] ?? ''}</span></a></div><div class="sc-4s5t6u-0 gKlMnO">${paragraphs(w, 3)}</div></div>
<div class="sc-5e4f3g-0 kUvWxY"><div>${w.follow[0]}</div><a href="https://chat.example/nova">${w.follow[1]}</a></div></div><div class="sc-7h8i9j-0 mZaBcD">${w.others.map((o, i) => `<a class="sc-0k1l2m-0" href="${path(i)}"><img src="/${i}.jpg"><div>${o}</div></a>`).join('')}</div></main></div>`,
        shared(w) +
          `<script type="application/ld+json">${JSON.stringify({ '@context': 'https://schema.org', '@type': 'NewsArticle', headline: w.headline, datePublished: '2026-03-05T09:40:00+02:00', author: [{ '@type': 'Person', name: w.author }] })}</script>`,
      ),
  },

  'tabloid with something between all paragraphs': {
    html: (w) =>
      page(
        w,
        `<header class="header"><nav>${menu(w)}</nav></header><div class="page"><div class="article"><h1 class="article__title">${w.headline}</h1><div class="article__info"><span class="article__date">${w.date}</span><span class="article__views">12 318</span></div><div class="article__photo"><img src="/1.jpg" width="800"><div class="article__photo-author">${w.caption}</div></div>
<div class="article__text"><p>${w.paragraphs[0] ?? ''}</p><div class="adv-block"><div>AD</div></div><p>${w.paragraphs[1] ?? ''}</p><p class="read-too"><b>${w.readAlso}:</b> ${link(w, 0)}</p><p>${w.paragraphs[2] ?? ''}</p><div class="article__inset"><a href="${path(1)}"><img src="/2.jpg" width="300"><div class="article__inset-title">${w.others[1] ?? ''}</div></a></div><p>${w.paragraphs[3] ?? ''}</p><p>${w.readAlso}:</p><ul><li>${link(w, 2)}</li><li>${link(w, 3)}</li></ul><p>${w.paragraphs[4] ?? ''}</p><p><strong>${follow(w)}</strong></p></div>
<div class="article__tags"><a href="/tag/1">${w.section}</a></div><div class="article__socials"><a href="https://a.example/share">A</a><a href="https://b.example/share">B</a></div></div><div class="news-feed"><div class="news-feed__title">${w.section}</div>${w.others.map((_, i) => `<div class="news-feed__item"><span class="news-feed__time">0${i + 1}:15</span> ${link(w, i)}</div>`).join('')}</div></div>`,
        shared(w),
      ),
    hides: ['author'],
  },

  'text in plain boxes': {
    html: (w) =>
      page(
        w,
        `<div class="top">${menu(w)}</div><div class="center"><div class="h">${w.headline}</div><div class="d">${w.date}</div>${w.paragraphs.map((p) => `<div class="t">${p}</div>`).join('')}<div class="s"><a href="https://a.example/share">A</a></div></div><div class="right">${w.others.map((_, i) => `<div class="n">${link(w, i)}</div>`).join('')}</div>`,
        `<meta property="og:title" content="${w.headline}">`,
      ),
    hides: ['author'],
  },

  'cookie notice and comments longer than the text': {
    html: (w) =>
      page(
        w,
        `<div class="cmp-root" role="dialog"><h2>Nova</h2>${`<p>${w.cookies} ${w.cookies}</p>`.repeat(4)}<button>OK</button></div><header>${menu(w)}</header><main><article><h1>${w.headline}</h1><p class="meta">${w.author}, ${w.date}</p><div class="content">${paragraphs(w)}</div></article><section id="comments-area"><h3>12</h3>${Array.from({ length: 12 }, (_, i) => `<div class="comment-body"><b>user${i}</b><p>${w.comments[i % 2] ?? ''} ${w.comments[(i + 1) % 2] ?? ''} ${i}</p></div>`).join('')}</section></main>`,
        shared(w),
      ),
    hides: ['author', 'teasers'],
  },

  'the next article below': {
    html: (w) =>
      page(
        w,
        `<header><nav>${menu(w)}</nav></header><main class="infinite"><article class="story" data-id="1"><h1>${w.headline}</h1><time datetime="2026-03-05T09:40:00+02:00">${w.date}</time><div class="story-text">${paragraphs(w)}</div></article><div class="ad-between">AD</div><article class="story" data-id="2"><h1><a href="${path(0)}">${w.others[0] ?? ''}</a></h1><time datetime="2026-03-04T12:00:00+02:00">4.3.2026</time><div class="story-text"><p>${w.comments[0] ?? ''} ${w.comments[1] ?? ''}</p></div></article></main>`,
        shared(w),
      ),
    hides: ['author'],
  },

  'a paywall under the text': {
    html: (w) =>
      page(
        w,
        `<header><nav>${menu(w)}</nav></header><main><article class="article"><h1>${w.headline}</h1><div class="byline">${w.author}</div><time datetime="2026-03-05T09:40:00+02:00">${w.date}</time><div class="article-body">${paragraphs(w)}</div><div class="paywall-barrier"><h2>Nova+</h2><p>${w.cookies}</p><ul><li>${w.follow[0]}</li></ul><a class="btn" href="/subscribe">€ 4,90</a></div></article></main>`,
        shared(w) +
          `<script type="application/ld+json">${JSON.stringify({ '@context': 'https://schema.org', '@type': 'NewsArticle', headline: w.headline, isAccessibleForFree: false, hasPart: { '@type': 'WebPageElement', isAccessibleForFree: false, cssSelector: '.article-body' } })}</script>`,
      ),
    hides: ['teasers'],
    pageType: 'paywalled',
  },

  'an author box and a newsletter in the text': {
    html: (w) =>
      page(
        w,
        `<div class="masthead">${menu(w)}</div><div class="main-content"><article><header><p class="kicker">${w.section}</p><h1>${w.headline}</h1><p class="byline">${w.author}</p></header><section class="body">${paragraphs(w, 0, 2)}<div class="newsletter-signup"><h4>Nova</h4><p>${w.follow[0]}</p><form><input type="email"><button>→</button></form></div>${paragraphs(w, 2)}</section><div class="author-bio"><img src="/a.jpg" width="80"><h4>${w.author}</h4><p>${w.author}: ${w.follow[0]} ${w.follow[1]}, ${w.section}, Nova.</p></div></article><div class="recommended"><h3>${w.readAlso}</h3>${w.others.map((o, i) => `<div class="card"><a href="${path(i)}"><img src="/${i}.jpg"><h4>${o}</h4></a></div>`).join('')}</div></div>`,
        shared(w),
      ),
    hides: ['date'],
  },

  'headings within the text': {
    html: (w) =>
      page(
        w,
        `<header>${menu(w)}</header><main><h1>${w.headline}</h1><div>${w.author} · ${w.date}</div><div class="post">${paragraphs(w, 0, 3)}<h1>${w.section}: 2026</h1>${paragraphs(w, 3)}</div></main>`,
        shared(w),
      ),
    hides: ['author', 'teasers'],
    heading: (w) => [3, `${w.section}: 2026`],
  },
};
