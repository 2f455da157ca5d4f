import {
  ARTICLE_LINKED,
  ARTICLE_REMEMBERED,
  encode,
  eventHeaders,
  stableId,
  STORY_REMEMBERED,
  Topics,
} from '#libs/contracts';
import type { OutgoingMessage } from '#libs/messaging';
import type { Outcome } from './resolver.js';

interface Event {
  topic: string;
  type: string;
  key: string;
  time: string;
  data: object;
  /** What, beside type, key and time, tells the event from others. */
  version: number;
}

function message({ topic, type, key, time, data, version }: Event): OutgoingMessage {
  const id = stableId(topic, type, key, String(version), time);
  return {
    topic,
    key,
    value: encode(data),
    headers: eventHeaders({ id, source: '/babelwire/dedup', type, time, subject: key }),
  };
}

/**
 * An outcome as messages: what publish is told, and what the next resolver must know. They go out in one transaction, so
 * that it remembers what it told, and nothing else. `time`: when it was decided, RFC 3339.
 */
export function outcomeMessages(outcome: Outcome, time: string): OutgoingMessage[] {
  const { article, links, stories, remembered, story, decision } = outcome;
  const messages: OutgoingMessage[] = [];
  const add = (topic: string, type: string, data: { id: string; version?: number }): void => {
    messages.push(message({ topic, type, key: data.id, time, data, version: data.version ?? 0 }));
  };
  if (decision !== undefined) add(Topics.decisions, 'decision.made', decision);
  if (article !== undefined) add(Topics.articlesResolved, 'article.resolved', article);
  for (const link of links) add(Topics.articlesResolved, ARTICLE_LINKED, link);
  for (const told of stories) add(Topics.storiesResolved, 'story.resolved', told);
  // In the order in which the resolver takes them in.
  if (remembered !== undefined) add(Topics.dedupState, ARTICLE_REMEMBERED, remembered);
  for (const link of links) add(Topics.dedupState, ARTICLE_LINKED, link);
  for (const told of stories) add(Topics.dedupState, STORY_REMEMBERED, told);
  if (story !== undefined) add(Topics.dedupState, STORY_REMEMBERED, story);
  return messages;
}
