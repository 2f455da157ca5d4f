import { dockerAnswers } from './docker.ts';
import { kafkaInDocker, kafkaProcess } from './kafka.ts';
import { type MongodAsked, mongoInDocker, mongoProcess } from './mongo.ts';
import type { Running } from './processes.ts';

/** Where the real services are, and what ends those that were started here. */
export interface Services {
  /** host:port[,host:port…]; undefined where no broker could be had. */
  kafkaBrokers?: string;
  mongodbUri?: string;
  /** Why a service is missing, one reason a line. */
  missing: string[];
  stop(): Promise<void>;
}

async function firstThatWorks(
  name: string,
  ways: [string, () => Promise<Running>][],
  missing: string[],
): Promise<Running | undefined> {
  const failures: string[] = [];
  for (const [way, start] of ways) {
    try {
      return await start();
    } catch (error) {
      failures.push(`${way}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  missing.push(`no ${name} (${failures.join('; ')})`);
  return undefined;
}

/**
 * A real Kafka broker and a real one-member MongoDB replica set: those that KAFKA_BROKERS and MONGODB_URI name, else
 * containers where a Docker engine answers, else plain processes out of the package registries. What was started here
 * also ends when this process does.
 *
 * @param asked how a mongod that is started as a process is to differ from that of the tests
 */
export async function startServices(asked?: MongodAsked): Promise<Services> {
  const given = { kafka: process.env.KAFKA_BROKERS, mongo: process.env.MONGODB_URI };
  const missing: string[] = [];
  const docker = (!given.kafka || !given.mongo) && (await dockerAnswers());
  const ways = (
    inDocker: () => Promise<Running>,
    asProcess: () => Promise<Running>,
  ): [string, () => Promise<Running>][] => [
    ...(docker ? ([['Docker', inDocker]] as [string, () => Promise<Running>][]) : []),
    ['process', asProcess],
    // A port that was free may be taken by the time it is used: once more, with other ports.
    ['process, once more', asProcess],
  ];
  const [kafka, mongo] = await Promise.all([
    given.kafka ? undefined : firstThatWorks('Kafka', ways(kafkaInDocker, kafkaProcess), missing),
    given.mongo
      ? undefined
      : firstThatWorks(
          'MongoDB',
          ways(mongoInDocker, () => mongoProcess(asked)),
          missing,
        ),
  ]);
  const started = [kafka, mongo].filter((service) => service !== undefined);
  const killAll = (): void => {
    for (const service of started) service.kill();
  };
  const interrupted = (): void => {
    killAll();
    process.exit(130);
  };
  process.once('exit', killAll);
  process.once('SIGINT', interrupted);
  process.once('SIGTERM', interrupted);
  const kafkaBrokers = given.kafka ?? kafka?.address;
  const mongodbUri = given.mongo ?? mongo?.address;
  return {
    ...(kafkaBrokers ? { kafkaBrokers } : {}),
    ...(mongodbUri ? { mongodbUri } : {}),
    missing,
    stop: async () => {
      process.off('exit', killAll).off('SIGINT', interrupted).off('SIGTERM', interrupted);
      await Promise.all(started.map((service) => service.stop()));
    },
  };
}
