import type { Article } from '#libs/contracts';
import { articleUri, compact, webAddress } from './moments.js';

export type JsonLd = Record<string, unknown> & { '@context': string; '@type': string; '@id': string };

/** An article as schema.org's NewsArticle in JSON-LD. https://schema.org/NewsArticle */
export function toJsonLd(article: Article): JsonLd {
  const { publisher, dedup, isPartOf } = article;
  const url = webAddress(article.canonicalUrl ?? article.url);
  const page = isPartOf === undefined ? undefined : webAddress(isPartOf.url);
  return {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    '@id': articleUri(article.id),
    ...compact({
      identifier: article.id,
      url,
      mainEntityOfPage: url,
      headline: article.headline,
      description: article.description,
      articleBody: article.articleBody,
      articleSection: article.articleSection,
      keywords: article.keywords,
      wordCount: article.wordCount,
      inLanguage: article.inLanguage,
      author: article.author.map(({ name }) => ({ '@type': 'Person', name })),
      publisher:
        publisher === undefined
          ? undefined
          : {
              '@type': 'Organization',
              ...compact({ name: publisher.name ?? publisher.domain, url: webAddress(publisher.url) }),
            },
      image: article.image.flatMap((image) => webAddress(image.url) ?? []),
      // As it was found out: with its zone, without one that nobody knows, or a day alone. ISO 8601 has them all.
      datePublished: article.datePublished,
      dateModified: article.dateModified,
      dateCreated: article.firstCreated,
      version: article.version,
      creativeWorkStatus: article.pubStatus === 'usable' ? undefined : article.pubStatus,
      isAccessibleForFree: article.isAccessibleForFree,
      isPartOf: page === undefined ? undefined : { '@type': 'WebPage', url: page },
      isBasedOn: dedup.of === undefined ? undefined : articleUri(dedup.of),
      workTranslation: article.translations.map(({ id, inLanguage }) => ({
        '@type': 'NewsArticle',
        '@id': articleUri(id),
        inLanguage,
      })),
    }),
  };
}
