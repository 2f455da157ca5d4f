import { BabelwireError, type TopicSpec, topicSpecs } from '#libs/contracts';
import type { KafkaConnection } from '#libs/messaging';
import { readSettings, type SettingsTable } from '#libs/platform';
import {
  accessSettings,
  brokerSettings,
  checkAccess,
  commonSettings,
  dedupSettings,
  fetchSettings,
  forwardSettings,
  ingestSettings,
  kafkaConnection,
  kafkaSettings,
  languageTopicSettings,
  mongoSettings,
  mongoStore,
  publishSettings,
  retentionSettings,
  topicSettings,
} from '#libs/service';
import type { StoreOptions } from '#libs/store';
import { type Finding, failed, ok } from './finding.js';

/** What `babelwire start` reads. */
const EMBEDDED: SettingsTable = {
  ...accessSettings,
  ...ingestSettings,
  ...fetchSettings,
  ...publishSettings,
  ...dedupSettings,
  ...retentionSettings,
};

/** What the four services and `setup` read between them. */
const DISTRIBUTED: SettingsTable = {
  ...commonSettings,
  ...accessSettings,
  ...kafkaSettings,
  ...topicSettings,
  ...languageTopicSettings,
  ...mongoSettings,
  ...ingestSettings,
  ...forwardSettings,
  ...fetchSettings,
  ...publishSettings,
  ...dedupSettings,
};

const CHECK = 'configuration';

/** Every fault of the environment that the services would end with, each by its name. */
export function examineConfiguration(mode: 'embedded' | 'distributed', env: NodeJS.ProcessEnv): Finding[] {
  const table = mode === 'embedded' ? EMBEDDED : DISTRIBUTED;
  const faults = [
    ...faultsOf(() => readSettings(table, env)),
    // Read by themselves: a fault elsewhere must not hide one here.
    ...faultsOf(() => {
      const host = readSettings({ HTTP_HOST: commonSettings.HTTP_HOST }, env).HTTP_HOST;
      const settings = readSettings(accessSettings, env);
      checkAccess({ settings, host: mode === 'embedded' ? '127.0.0.1' : host, isEmbedded: mode === 'embedded' });
    }),
  ];
  const given = Object.keys(table).filter((name) => env[name] || env[`${name}_FILE`]);
  if (faults.length === 0) return [ok(CHECK, `${given.length} settings are given, and all are well formed`)];
  return [...new Set(faults)].map((fault) => failed(CHECK, fault, 'docs/configuration.md has every setting'));
}

/** How to reach what the environment names; undefined where that can't be read, which the configuration's check has told. */
export const brokerIn = (env: NodeJS.ProcessEnv): KafkaConnection | undefined =>
  unlessFaulty(() => ({ ...kafkaConnection(readSettings(brokerSettings, env)), clientId: 'babelwire.cli' }));

export const mongoIn = (env: NodeJS.ProcessEnv): (StoreOptions & { kind: 'mongo' }) | undefined =>
  unlessFaulty(() => {
    const options = mongoStore(readSettings(mongoSettings, env));
    return options.kind === 'mongo' ? options : undefined;
  });

/** The topics as `setup` would make them now, and how many partitions those have that leave it open. */
export function expectedTopics(env: NodeJS.ProcessEnv): { specs: TopicSpec[]; partitions: number } | undefined {
  return unlessFaulty(() => {
    const settings = readSettings({ ...topicSettings, ...languageTopicSettings }, env);
    const published = {
      languages: settings.LANGUAGE_TOPICS,
      retentionDays: settings.KAFKA_PUBLIC_RETENTION_DAYS,
      everyVersionDays: settings.KAFKA_PUBLIC_VERSIONS_DAYS,
    };
    return { specs: topicSpecs(published, settings.CAPTURE_RETENTION_DAYS), partitions: settings.KAFKA_PARTITIONS };
  });
}

function unlessFaulty<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof BabelwireError && error.kind === 'poison') return undefined;
    throw error;
  }
}

/** What `readSettings` found, a fault a line, without its heading. */
function faultsOf(read: () => unknown): string[] {
  try {
    read();
    return [];
  } catch (error) {
    const lines = BabelwireError.from(error).message.split('\n  ');
    return lines.length > 1 ? lines.slice(1) : lines;
  }
}
