import {
  type Article,
  type ArticleEventType,
  encode,
  ARTICLE_LEFT,
  eventHeaders,
  languageTopicsOf,
  type ResolvedArticle,
  stableId,
  type Story,
  Topics,
} from '#libs/contracts';
import type { OutgoingMessage } from '#libs/messaging';

/** The public document of a verdict: all of it but the fingerprint, which is nobody's business downstream. */
export function publicArticle(resolved: ResolvedArticle): Article {
  const { fingerprint: _, ...article } = resolved;
  return article;
}

export function eventType(article: Article): ArticleEventType {
  if (article.pubStatus === 'canceled') return 'article.canceled';
  if (article.dedup.status === 'duplicate') return 'article.duplicate';
  return article.version === 1 ? 'article.created' : 'article.updated';
}

/** The public event of a verdict. Its id is the same however often the verdict is handled. */
export function articleEvent(article: Article): OutgoingMessage {
  const type = eventType(article);
  return {
    topic: Topics.articles,
    key: article.id,
    value: encode(article),
    headers: eventHeaders({
      id: stableId(type, article.id, String(article.version), article.versionCreated),
      source: '/babelwire/publish',
      type,
      time: article.versionCreated,
      subject: article.id,
    }),
  };
}

/**
 * The events of a version on the topics of languages. A topic that the article has left, since it was taken for another
 * language by then, gets its key without a value: who builds a table of the topic drops it, and so does compaction.
 */
export function languageEvents(article: Article, languages: readonly string[]): OutgoingMessage[] {
  if (languages.length === 0) return [];
  const event = articleEvent(article);
  const told = languageTopicsOf(article.inLanguage, languages);
  const former = (article.formerLanguages ?? []).flatMap((tag) => languageTopicsOf(tag, languages));
  const left = [...new Set(former)].filter((topic) => !told.includes(topic));
  const leaving = {
    value: null,
    headers: { ...event.headers, ce_type: ARTICLE_LEFT, ce_id: stableId(ARTICLE_LEFT, event.headers.ce_id ?? '') },
  };
  return [...told.map((topic) => ({ ...event, topic })), ...left.map((topic) => ({ ...event, ...leaving, topic }))];
}

export function storyEvent(story: Story): OutgoingMessage {
  return {
    topic: Topics.stories,
    key: story.id,
    value: encode(story),
    headers: eventHeaders({
      id: stableId('story.updated', story.id, String(story.version), story.versionCreated),
      source: '/babelwire/publish',
      type: 'story.updated',
      time: story.versionCreated,
      subject: story.id,
    }),
  };
}
