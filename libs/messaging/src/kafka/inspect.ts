import kafkajs, { type Admin, Partitioners } from 'kafkajs';
import { kafkaClient, type KafkaConnection, logicalName, physicalName } from './connection.js';
import { logUnavailable } from './errors.js';

/** A topic as the cluster has it. */
export interface TopicView {
  partitions: number;
  /** Partitions that nobody leads: what is written there fails. */
  leaderless: number[];
  /** In Kafka's words; undefined where this user may not read it. */
  config?: Record<string, string>;
}

export interface ClusterView {
  /** Brokers as the cluster names them to its clients, host:port. */
  brokers: string[];
  /** By the name that the line knows; what is missing, or hidden from this user, is not there. */
  topics: Map<string, TopicView>;
  /** Processes in each group, by the name that the line knows. */
  members: Map<string, number>;
}

/** What a clock elsewhere said, and when it was asked and had answered by the clock here; all in ms since the epoch. */
export interface ClockReading {
  there: number;
  askedAt: number;
  answeredAt: number;
}

/** Looks at a cluster without touching it. Throws as KafkaLog does: transient `log-unavailable`, `log-refused`, `log-forbidden`. */
export async function inspectCluster(
  connection: KafkaConnection,
  { topics, groups }: { topics: readonly string[]; groups: readonly string[] },
): Promise<ClusterView> {
  const admin = kafkaClient(connection).admin();
  try {
    await admin.connect();
    const { brokers } = await admin.describeCluster();
    const existing = new Set(await admin.listTopics());
    const present = topics.map((topic) => physicalName(connection, topic)).filter((name) => existing.has(name));
    const found = await viewsOf(admin, present);
    const { groups: described } = await admin.describeGroups(groups.map((group) => physicalName(connection, group)));
    const named = <T>(entries: [string, T][]): Map<string, T> =>
      new Map(entries.map(([name, value]) => [logicalName(connection, name), value]));
    return {
      brokers: brokers.map(({ host, port }) => `${host}:${port}`),
      topics: named(found),
      members: named(described.map(({ groupId, members }) => [groupId, members.length])),
    };
  } catch (cause) {
    throw logUnavailable('looking at topics and groups', connection, cause);
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}

async function viewsOf(admin: Admin, names: string[]): Promise<[string, TopicView][]> {
  if (names.length === 0) return [];
  const { topics } = await admin.fetchTopicMetadata({ topics: names });
  const configs = await configsOf(admin, names);
  return topics.map(({ name, partitions }) => {
    const config = configs.get(name);
    const leaderless = partitions.filter(({ leader }) => leader < 0).map(({ partitionId }) => partitionId);
    return [name, { partitions: partitions.length, leaderless, ...(config === undefined ? {} : { config }) }];
  });
}

async function configsOf(admin: Admin, names: string[]): Promise<Map<string, Record<string, string>>> {
  const type = kafkajs.ConfigResourceTypes.TOPIC;
  // Without the right to read configurations the rest can still be told.
  const { resources } = await admin
    .describeConfigs({ resources: names.map((name) => ({ type, name })), includeSynonyms: false })
    .catch(() => ({ resources: [] }));
  return new Map(
    resources.map(({ resourceName, configEntries }) => [
      resourceName,
      Object.fromEntries(configEntries.map(({ configName, configValue }) => [configName, configValue])),
    ]),
  );
}

/**
 * Writes to a topic whose messages get the broker's time, and so reads the clock of the broker that leads its first partition.
 * Undefined where the topic keeps the writer's time. Throws as KafkaLog does.
 */
export async function readBrokerClock(connection: KafkaConnection, topic: string): Promise<ClockReading | undefined> {
  const producer = kafkaClient(connection).producer({ createPartitioner: Partitioners.DefaultPartitioner });
  const send = async (): Promise<string | undefined> => {
    const messages = [{ value: connection.clientId, partition: 0 }];
    const [written] = await producer.send({ topic: physicalName(connection, topic), acks: -1, messages });
    return written?.logAppendTime;
  };
  try {
    await producer.connect();
    // Once for finding the leader, which would count as time on the way.
    await send();
    const askedAt = Date.now();
    const there = Number(await send());
    return there > 0 ? { there, askedAt, answeredAt: Date.now() } : undefined;
  } catch (cause) {
    throw logUnavailable(`writing to ${topic}`, connection, cause);
  } finally {
    await producer.disconnect().catch(() => undefined);
  }
}
