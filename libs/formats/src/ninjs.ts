import type { Article } from '#libs/contracts';
import { articleUri, compact, instantOf, webAddress } from './moments.js';

const SCHEMA = 'http://www.iptc.org/std/ninjs/ninjs-schema_3.0.json';

/** An object of IPTC ninjs 3.0, as far as an article fills it. https://iptc.org/std/ninjs/ */
export type Ninjs = Record<string, unknown> & { uri: string };

/**
 * An article as ninjs 3.0. What ninjs has no place for goes where it has one for anything: the story, the original of a
 * duplicate and the address are `altIds`, translations are `associations`. A date without a time or zone is left out, since
 * ninjs knows instants alone.
 */
export function toNinjs(article: Article): Ninjs {
  const { publisher, inLanguage, translations, dedup } = article;
  const url = webAddress(article.canonicalUrl ?? article.url);
  return {
    uri: articleUri(article.id),
    ...compact({
      standard: { name: 'ninjs', version: '3.0', schema: SCHEMA },
      type: 'text',
      representationType: article.representationType,
      version: String(article.version),
      firstCreated: instantOf(article.firstCreated),
      versionCreated: instantOf(article.versionCreated),
      contentCreated: instantOf(article.datePublished),
      pubStatus: article.pubStatus,
      language: inLanguage,
      headlines: article.headline === undefined ? [] : [{ role: 'main', value: article.headline }],
      descriptions: article.description === undefined ? [] : [{ role: 'summary', value: article.description }],
      bodies: [
        {
          role: 'main',
          contentType: 'text/plain',
          charCount: article.articleBody.length,
          wordCount: article.wordCount,
          value: article.articleBody,
        },
      ],
      by: article.author.length === 0 ? undefined : article.author.map(({ name }) => name).join(', '),
      people: article.author.map(({ name }) => ({ name, rel: 'author' })),
      infoSources: publisherOf(publisher),
      subjects: [
        ...article.keywords.map((name) => ({ name, rel: 'keyword' })),
        ...(article.articleSection === undefined ? [] : [{ name: article.articleSection, rel: 'section' }]),
      ],
      renditions: article.image.flatMap((image, index) => {
        const href = webAddress(image.url);
        return href === undefined ? [] : [{ name: `image-${index + 1}`, href }];
      }),
      altIds: [
        ...(url === undefined ? [] : [{ role: 'url', value: url }]),
        { role: 'story', value: article.storyId },
        ...(dedup.of === undefined ? [] : [{ role: 'duplicate-of', value: articleUri(dedup.of) }]),
        ...article.altIds.map(({ role, value }) => ({ role, value })),
      ],
      associations: translations.map(({ id, inLanguage: language }) => ({
        name: `translation-${language}`,
        uri: articleUri(id),
        type: 'text',
        language,
      })),
    }),
  };
}

function publisherOf(publisher: Article['publisher']): object[] {
  if (publisher === undefined) return [];
  const name = publisher.name ?? publisher.domain;
  return [{ ...compact({ name, literal: publisher.domain, uri: webAddress(publisher.url) }), role: 'publisher' }];
}
