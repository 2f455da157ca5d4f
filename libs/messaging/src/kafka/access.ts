import { CONSUMERS, deadLetterTopic, groupOf, languageTopic, retryTopic, Topics } from '#libs/contracts';

/** A right on resources of the cluster, in Kafka's words. */
export interface AccessRule {
  resource: 'Topic' | 'Group' | 'TransactionalId';
  /** As the cluster knows it. */
  name: string;
  pattern: 'Literal' | 'Prefixed';
  operations: Operation[];
}

type Operation = 'Read' | 'Write' | 'Create' | 'Delete' | 'Describe' | 'DescribeConfigs';
type Resource = AccessRule['resource'];

/** Who needs rights: the services, `babelwire setup`, the command line's `dlq`, `replay` and `doctor`, and readers elsewhere. */
export type Role = 'setup' | 'ingest' | 'language' | 'dedup' | 'publish' | 'cli' | 'reader';

/** Topics that a service reads or writes beside those that it consumes. */
const BESIDE: Record<'ingest' | 'language' | 'dedup' | 'publish', { reads: string[]; writes: string[] }> = {
  ingest: {
    reads: [],
    writes: [Topics.captures, Topics.capturesExtracted, Topics.articlesExtracted, Topics.articlesFingerprinted],
  },
  language: { reads: [], writes: [Topics.articlesTagged] },
  dedup: {
    reads: [Topics.decisions, Topics.dedupState],
    writes: [
      Topics.articlesFingerprinted,
      Topics.articlesResolved,
      Topics.storiesResolved,
      Topics.decisions,
      Topics.dedupState,
    ],
  },
  publish: {
    reads: [Topics.articles, Topics.stories],
    writes: [Topics.articles, Topics.stories, Topics.articlesFingerprinted],
  },
};

/** Rules under construction: one for each name, with all operations on it. */
class Rules {
  private readonly rules = new Map<string, AccessRule>();

  constructor(private readonly prefix: string) {}

  add(resource: Resource, pattern: AccessRule['pattern'], names: readonly string[], ...operations: Operation[]): this {
    for (const name of names) {
      const key = `${resource} ${pattern} ${name}`;
      const rule = this.rules.get(key) ?? { resource, name: this.prefix + name, pattern, operations: [] };
      rule.operations = [...new Set([...rule.operations, ...operations])].sort();
      this.rules.set(key, rule);
    }
    return this;
  }

  /** Groups without offsets, for reading once or following, are removed after use. */
  ownGroupsAndTransactions(name: string): this {
    return this.add('Group', 'Prefixed', [`${name}.`], 'Read', 'Describe', 'Delete').add(
      'TransactionalId',
      'Prefixed',
      [`${name}.`],
      'Write',
      'Describe',
    );
  }

  all(): AccessRule[] {
    return [...this.rules.values()];
  }
}

function serviceRules(service: keyof typeof BESIDE, prefix: string, languages: readonly string[]): AccessRule[] {
  const consumed = CONSUMERS.filter((consumer) => consumer.service === service).map(({ topic }) => topic as string);
  const { reads, writes } = BESIDE[service];
  const told = service === 'publish' ? languages.map(languageTopic) : [];
  const rules = new Rules(prefix)
    // The size of the largest message is a topic's configuration.
    .add('Topic', 'Literal', [...consumed, ...reads], 'Read', 'Describe', 'DescribeConfigs')
    .add('Topic', 'Literal', consumed.map(retryTopic), 'Read', 'Write', 'Describe', 'DescribeConfigs')
    .add(
      'Topic',
      'Literal',
      [...consumed.map(deadLetterTopic), ...writes, ...told],
      'Write',
      'Describe',
      'DescribeConfigs',
    )
    .add('Group', 'Literal', [groupOf(service)], 'Read', 'Describe')
    .ownGroupsAndTransactions(groupOf(service));
  // Ingest refuses pages in time, and publish shows the state of the line: both ask how far behind everybody is.
  const topics = CONSUMERS.map(({ topic }) => topic);
  if (service === 'ingest' || service === 'publish') {
    rules
      .add('Topic', 'Literal', [...topics, ...topics.map(retryTopic)], 'Describe')
      .add('Group', 'Prefixed', [groupOf('')], 'Describe');
  }
  // Its API lists dead letters, and sends them back to where they failed.
  if (service === 'publish') {
    rules
      .add('Topic', 'Literal', topics.map(deadLetterTopic), 'Read', 'Describe', 'DescribeConfigs')
      .add('Topic', 'Literal', [...topics, ...topics.map(retryTopic)], 'Write', 'Describe', 'DescribeConfigs')
      .add('Topic', 'Literal', [Topics.deadLettersHandled], 'Read', 'Write', 'Describe', 'DescribeConfigs')
      .add('TransactionalId', 'Literal', [groupOf('dlq')], 'Write', 'Describe');
  }
  return rules.all();
}

/**
 * The least rights with which each role can do its work, for a cluster that denies by default. Names begin with the line's
 * prefix; `languages` are those with topics of their own.
 */
export function accessRules(prefix: string, languages: readonly string[]): Record<Role, AccessRule[]> {
  const rules = (): Rules => new Rules(prefix);
  return {
    setup: rules().add('Topic', 'Prefixed', ['news.'], 'Create', 'Describe', 'DescribeConfigs').all(),
    ingest: serviceRules('ingest', prefix, languages),
    language: serviceRules('language', prefix, languages),
    dedup: serviceRules('dedup', prefix, languages),
    publish: serviceRules('publish', prefix, languages),
    cli: rules()
      .add('Topic', 'Prefixed', ['news.'], 'Read', 'Write', 'Describe', 'DescribeConfigs')
      .add('TransactionalId', 'Literal', [groupOf('dlq'), groupOf('replay')], 'Write', 'Describe')
      .ownGroupsAndTransactions(groupOf('cli'))
      // The doctor asks who is there, and how far behind.
      .add('Group', 'Prefixed', [groupOf('')], 'Describe')
      .all(),
    reader: rules()
      .add('Topic', 'Literal', [Topics.articles, Topics.stories, ...languages.map(languageTopic)], 'Read', 'Describe')
      .all(),
  };
}
