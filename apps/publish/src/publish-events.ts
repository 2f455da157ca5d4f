import {
  type Article,
  type ArticleEventType,
  encode,
  eventHeaders,
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
