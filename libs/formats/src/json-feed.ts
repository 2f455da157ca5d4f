import { bodyHtml, type ArticleFeed, titleOf } from './feed.js';
import { articleUri, compact, instantOf, webAddress } from './moments.js';

/** JSON Feed 1.1. https://www.jsonfeed.org/version/1.1/ */
export function toJsonFeed(feed: ArticleFeed): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: feed.title,
    home_page_url: feed.homeUrl,
    feed_url: feed.selfUrl,
    description: feed.description,
    ...compact({ next_url: feed.nextUrl, language: feed.language }),
    items: feed.articles.map((article) => ({
      id: articleUri(article.id),
      ...compact({
        url: webAddress(article.url ?? article.canonicalUrl),
        title: article.headline,
        content_html: bodyHtml(article),
        content_text: article.articleBody,
        summary: article.description,
        image: article.image.flatMap(({ url }) => webAddress(url) ?? [])[0],
        date_published: instantOf(article.datePublished) ?? instantOf(article.firstCreated),
        date_modified: instantOf(article.versionCreated),
        authors: article.author.map(({ name }) => ({ name })),
        tags: article.keywords,
        language: article.inLanguage,
      }),
      _babelwire: {
        about: 'https://schema.org/NewsArticle',
        ...compact({
          title: article.headline === undefined ? titleOf(article) : undefined,
          publisher: article.publisher?.name ?? article.publisher?.domain,
        }),
        version: article.version,
        story: article.storyId,
        translations: article.translations,
        dateAsPublished: article.datePublished ?? null,
      },
    })),
  });
}
