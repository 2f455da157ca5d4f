/** Topic names. Internal ones end a stage; the two public ones are the contract with downstream consumers. */
export const Topics = {
  /** Raw pages with their origin. Anyone may produce here. Key: capture id. */
  captures: 'news.captures.v1',
  /** What was found on a capture: kind of page, article ids, repeats. Key: capture id. */
  capturesExtracted: 'news.captures.extracted.v1',
  /** Articles taken out of pages. Key: article id, here and below. */
  articlesExtracted: 'news.articles.extracted.v1',
  /** Articles with their language. */
  articlesTagged: 'news.articles.tagged.v1',
  /** Articles with their fingerprint: one partition, since one writer gives the verdicts. */
  articlesFingerprinted: 'news.articles.fingerprinted.v1',
  /** Articles with their verdict, and changes of what they belong to. */
  articlesResolved: 'news.articles.resolved.v1',
  /** Stories as they change. Key: story id. */
  storiesResolved: 'news.stories.resolved.v1',
  /** What the resolver remembers: its state is a fold of this topic, one partition in the order of its verdicts. */
  dedupState: 'news.dedup.state.v1',
  /** Editors' decisions, for ever. Key: decision id. Compacted. */
  decisions: 'news.dedup.decisions.v1',
  /** What people did with dead letters. Key: id of the dead letter. Compacted. */
  deadLettersHandled: 'news.deadletters.handled.v1',
  /** Public: article events. Compacted. */
  articles: 'news.articles.v1',
  /** Public: story events. Compacted. */
  stories: 'news.stories.v1',
} as const;

/** Who consumes what, in the order of the road. The consumer group is `babelwire.<service>`. */
export const CONSUMERS = [
  { service: 'ingest', topic: Topics.captures },
  { service: 'publish', topic: Topics.capturesExtracted },
  { service: 'language', topic: Topics.articlesExtracted },
  { service: 'dedup', topic: Topics.articlesTagged },
  { service: 'dedup', topic: Topics.articlesFingerprinted },
  { service: 'publish', topic: Topics.articlesResolved },
  { service: 'publish', topic: Topics.storiesResolved },
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

/** Every topic of the line, with retry and dead-letter topics beside each topic that a service consumes. */
export function topicSpecs(): TopicSpec[] {
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
  const consumed = CONSUMERS.map(({ topic }) => stage(topic, topic === Topics.articlesFingerprinted ? 1 : undefined));
  const kept = (name: string, partitions?: number): TopicSpec => ({
    name,
    ...(partitions === undefined ? {} : { partitions }),
    config: { ...base, 'cleanup.policy': 'compact' },
  });
  return [
    ...consumed,
    ...consumed.flatMap(beside),
    stage(Topics.dedupState, 1),
    kept(Topics.decisions, 1),
    // Longer than the dead letters themselves, which Kafka drops by whole segments, so some days late.
    {
      name: Topics.deadLettersHandled,
      partitions: 1,
      config: { ...base, 'cleanup.policy': 'compact,delete', 'retention.ms': String(90 * DAY_MS) },
    },
    kept(Topics.articles),
    kept(Topics.stories),
  ];
}
