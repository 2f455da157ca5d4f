import { CONSUMERS, Topics } from '#libs/contracts';
import type { Subject } from '#libs/tracing';
import type { ReceivedMessage } from './log.js';

const STAGES = new Map<string, string>(CONSUMERS.map(({ topic, stage }) => [topic, stage]));
const OF_CAPTURES: readonly string[] = [Topics.captures, Topics.capturesExtracted];

/** What handling a topic is called in traces; the topic itself where it is none of the line's. */
export const stageOf = (topic: string): string => STAGES.get(topic) ?? topic;

/** What a message is about, by its key. */
export function subjectOf({ topic, key }: ReceivedMessage): Subject {
  if (key === null || !STAGES.has(topic)) return {};
  if (OF_CAPTURES.includes(topic)) return { capture_id: key };
  return topic === Topics.storiesResolved ? { story_id: key } : { article_id: key };
}
