import kafkajs from 'kafkajs';
import { createStore, type Source } from '#libs/store';
import { eventually } from '../support/http.js';
import type { DistributedLineUnderTest } from '../support/lines.js';

const MINUTE = 60_000;

/** A source as ingest leaves it after its tenth failure in a row. */
export async function addFailingSource({ env }: DistributedLineUnderTest): Promise<void> {
  const store = await createStore({ kind: 'mongo', uri: env.MONGODB_URI ?? '', dbName: env.MONGODB_DATABASE ?? '' });
  const [url, later] = ['https://closed.example/feed.xml', Date.now() + 24 * 3_600_000];
  const source: Source = {
    id: 'closed',
    kind: 'feed',
    url,
    createdAt: Date.now(),
    follow: 'pages',
    recheck: true,
    maxAgeMs: MINUTE,
    minIntervalMs: MINUTE,
    maxIntervalMs: MINUTE,
    paused: false,
    resources: [
      { url, kind: 'feed', pollAt: later, intervalMs: MINUTE, because: 'failures', failures: 10, history: [] },
    ],
    nextDueAt: later,
    failing: true,
    captures: {},
  };
  await store.sources.add(source);
  await store.close();
}

/** And waits until the broker knows nothing of it. */
export async function deleteTopic({ env }: DistributedLineUnderTest, topic: string): Promise<void> {
  const { KAFKA_BROKERS: brokers = '', KAFKA_PREFIX: prefix = '' } = env;
  const name = `${prefix}${topic}`;
  const admin = new kafkajs.Kafka({ brokers: brokers.split(','), logLevel: kafkajs.logLevel.NOTHING }).admin();
  await admin.connect();
  await admin.deleteTopics({ topics: [name] });
  await eventually(
    `${topic} to be gone`,
    async () => ((await admin.listTopics()).includes(name) ? undefined : true),
    30_000,
  );
  await admin.disconnect();
}
