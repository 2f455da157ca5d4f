import { languageTopic } from './language-topics.js';
import { Topics } from './topic-names.js';

/** Who consumes what, in the order of the road, and what that stage is called in traces. The consumer group is `babelwire.<service>`. */
export const CONSUMERS = [
  { service: 'ingest', topic: Topics.captures, stage: 'extract' },
  { service: 'publish', topic: Topics.capturesExtracted, stage: 'publish capture' },
  { service: 'language', topic: Topics.articlesExtracted, stage: 'language' },
  { service: 'dedup', topic: Topics.articlesTagged, stage: 'fingerprint' },
  { service: 'dedup', topic: Topics.articlesFingerprinted, stage: 'resolve' },
  { service: 'publish', topic: Topics.articlesResolved, stage: 'publish' },
  { service: 'publish', topic: Topics.storiesResolved, stage: 'publish story' },
] as const;

export const groupOf = (service: string): string => `babelwire.${service}`;

export type Topic = (typeof Topics)[keyof typeof Topics];

/** Where a message goes whose handling failed for good. Same key, bytes and headers, plus who, when and why. */
export const deadLetterTopic = (topic: string): string => `${topic}.dlq`;

/** Where a message waits whose handling failed for a while. */
export const retryTopic = (topic: string): string => `${topic}.retry`;

export interface TopicSpec {
  name: string;
  /** `undefined`: the operator's default for parallel topics. */
  partitions?: number;
  /** Topic configuration in Kafka's own words. */
  config: Record<string, string>;
}

const DAY_MS = 24 * 3600 * 1000;

/**
 * Largest record a topic takes, in bytes. A capture's body may have 5 MB; base64 makes that 6.7 MB, and the envelope
 * comes on top. An article is a part of its page.
 */
export const MAX_RECORD_BYTES = 8 * 1024 * 1024;

const base = { 'max.message.bytes': String(MAX_RECORD_BYTES) };

/** What an operator decides of the public topics. */
export interface PublicTopics {
  /** Languages that have topics of their own, as `topicLanguages` gives them. */
  languages: readonly string[];
  /** How long the last version of an article stays, days; 0: for ever. */
  retentionDays: number;
  /** How long every version stays before only the last one does, days: a consumer may be away for so long. */
  everyVersionDays: number;
}

/** A week: as long as the topics of the stages, from which everything could be made again. */
export const defaultPublicTopics: PublicTopics = { languages: [], retentionDays: 0, everyVersionDays: 7 };

/** In Kafka's words. What a key was removed with stays as long as every version does, or a reader would miss it. */
function publicConfig({ retentionDays, everyVersionDays }: PublicTopics): Record<string, string> {
  const readable = String(everyVersionDays * DAY_MS);
  return {
    ...base,
    'cleanup.policy': retentionDays === 0 ? 'compact' : 'compact,delete',
    ...(retentionDays === 0 ? {} : { 'retention.ms': String(retentionDays * DAY_MS) }),
    'min.compaction.lag.ms': readable,
    'delete.retention.ms': readable,
  };
}

/** How long pages are kept as they were received, days: from them everything can be made again. */
export const DEFAULT_CAPTURE_DAYS = 7;

/**
 * Every topic of the line, with retry and dead-letter topics beside each topic that a service consumes.
 *
 * @param captureDays how long pages are kept
 */
export function topicSpecs(
  published: PublicTopics = defaultPublicTopics,
  captureDays = DEFAULT_CAPTURE_DAYS,
): TopicSpec[] {
  const stage = (name: string, partitions?: number, retentionDays = 7): TopicSpec => ({
    name,
    ...(partitions === undefined ? {} : { partitions }),
    config: { ...base, 'cleanup.policy': 'delete', 'retention.ms': String(retentionDays * DAY_MS) },
  });
  // A retried message keeps its partition: the retry topic has as many. Dead letters wait for a person: longer than any
  // holiday.
  const beside = ({ name, partitions }: TopicSpec): TopicSpec[] => [
    stage(retryTopic(name), partitions),
    stage(deadLetterTopic(name), 1, 30),
  ];
  const consumed = CONSUMERS.map(({ topic }) =>
    topic === Topics.captures
      ? stage(topic, undefined, captureDays)
      : stage(topic, topic === Topics.articlesFingerprinted ? 1 : undefined),
  );
  const told = [Topics.articles, Topics.stories, ...published.languages.map(languageTopic)];
  return [
    ...consumed,
    ...consumed.flatMap(beside),
    stage(Topics.dedupState, 1),
    { name: Topics.decisions, partitions: 1, config: { ...base, 'cleanup.policy': 'compact' } },
    // Longer than the dead letters themselves, which Kafka drops by whole segments, so some days late.
    {
      name: Topics.deadLettersHandled,
      partitions: 1,
      config: { ...base, 'cleanup.policy': 'compact,delete', 'retention.ms': String(90 * DAY_MS) },
    },
    // Its messages have the broker's time and not the writer's: by that the clocks are compared.
    {
      name: Topics.diagnostics,
      partitions: 1,
      config: { 'cleanup.policy': 'delete', 'retention.ms': String(DAY_MS), 'message.timestamp.type': 'LogAppendTime' },
    },
    ...told.map((name) => ({ name, config: publicConfig(published) })),
  ];
}
