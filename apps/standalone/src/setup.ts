import { BabelwireError, topicSpecs } from '#libs/contracts';
import { ensureTopics } from '#libs/messaging';
import { readSettings } from '#libs/platform';
import { ensureKeyFile, kafkaConnection, mongoStore, patiently, setupSettings } from '#libs/service';
import { createStore, type Store } from '#libs/store';
import type { Values } from './command.js';

const say = (text: string): void => {
  process.stderr.write(`babelwire setup: ${text}\n`);
};

/** `babelwire setup`. */
export async function setup(values: Values): Promise<void> {
  const wait = Number(values.wait);
  if (!Number.isFinite(wait) || wait < 0)
    throw new BabelwireError('usage', 'poison', '--wait takes a number of seconds');
  const settings = readSettings(setupSettings, process.env);
  const until = Date.now() + wait * 1000;

  await patiently('Kafka', until, say, async () => {
    const created = await ensureTopics({
      ...kafkaConnection(settings),
      topics: topicSpecs(
        {
          languages: settings.LANGUAGE_TOPICS,
          retentionDays: settings.KAFKA_PUBLIC_RETENTION_DAYS,
          everyVersionDays: settings.KAFKA_PUBLIC_VERSIONS_DAYS,
        },
        settings.CAPTURE_RETENTION_DAYS,
      ),
      partitions: settings.KAFKA_PARTITIONS,
      replicationFactor: settings.KAFKA_REPLICATION_FACTOR,
    });
    say(created.length === 0 ? 'all topics are there' : `created ${created.length} topics: ${created.join(', ')}`);
  });
  await patiently('MongoDB', until, say, async () => {
    const store = await createStore(mongoStore(settings));
    try {
      await store.migrate();
      if (typeof values['key-file'] === 'string') await keyFile(store, values['key-file']);
    } finally {
      await store.close();
    }
    say(`collections and indexes are there (database ${settings.MONGODB_DATABASE})`);
  });
}

/** The key of an installation where nobody gave one. */
async function keyFile(store: Store, file: string): Promise<void> {
  if (process.env.API_KEY) {
    say('API_KEY is set: no key was made');
    return;
  }
  const made = await ensureKeyFile(store.keys, file, 'setup');
  say(made ? `a key with the scope admin was made; it is in ${file}` : `the key in ${file} is good`);
}
