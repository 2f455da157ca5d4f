import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dockerContainer } from './docker.ts';
import { cached, freePort, portOpen, run, startProcess, temporaryFolder, type Running } from './processes.ts';

const VERSION = '4.3.1';

/** The settings that matter to the tests, in the broker's own words; the rest is the default. */
function settings(
  listeners: Record<'listeners' | 'advertised.listeners' | 'controller.quorum.voters', string>,
): Record<string, string> {
  return {
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'inter.broker.listener.name': 'PLAINTEXT',
    'offsets.topic.replication.factor': '1',
    // The default of 50 partitions each is half of the start-up time.
    'offsets.topic.num.partitions': '4',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    'transaction.state.log.num.partitions': '4',
    'share.coordinator.state.topic.replication.factor': '1',
    'share.coordinator.state.topic.min.isr': '1',
    'group.initial.rebalance.delay.ms': '0',
    'auto.create.topics.enable': 'false',
    // Looks every 15 s by default whether there is something to compact.
    'log.cleaner.backoff.ms': '500',
    ...listeners,
  };
}

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>org.example</groupId><artifactId>test-broker</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>${VERSION}</version></dependency>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka-tools</artifactId><version>${VERSION}</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-simple</artifactId><version>1.7.36</version></dependency>
  </dependencies>
</project>
`;

/** The official image, or KAFKA_IMAGE. */
export async function kafkaInDocker(): Promise<Running> {
  const port = await freePort();
  const env = settings({
    listeners: `PLAINTEXT://:${port},CONTROLLER://:9093`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'controller.quorum.voters': '1@localhost:9093',
  });
  const names = Object.entries(env).map(([name, value]) => [`KAFKA_${name.toUpperCase().replaceAll('.', '_')}`, value]);
  return dockerContainer({
    image: process.env.KAFKA_IMAGE ?? `apache/kafka:${VERSION}`,
    port,
    containerPort: port,
    env: Object.fromEntries(names) as Record<string, string>,
    command: [],
  });
}

/** A broker as a plain process: its port, and the files of its own. */
export interface BrokerPlace {
  port: number;
  /** Port of its controller, and one more for another listener. */
  controller: number;
  second: number;
  /** Removed when it is stopped. */
  folder: string;
}

/**
 * Kafka's own jars through Maven, as a plain Java process. Needs `java` and `mvn`.
 *
 * @param describe gives the settings for a place, and what the storage is formatted with besides
 */
export async function brokerProcess(
  describe: (place: BrokerPlace) => { properties: Record<string, string>; format?: string[] },
): Promise<Running> {
  const jars = await kafkaJars();
  const [port, controller, second] = [await freePort(), await freePort(), await freePort()];
  const folder = await temporaryFolder('kafka');
  const { properties, format = [] } = describe({ port, controller, second, folder });
  const file = join(folder, 'server.properties');
  const lines = Object.entries({ ...properties, 'log.dirs': join(folder, 'log') }).map((pair) => pair.join('='));
  await writeFile(file, lines.join('\n'));
  const java = ['-XX:TieredStopAtLevel=1', '-cp', join(jars, '*')];
  // Any 16 bytes will do, but an id that begins with a dash would be read as an option: one start in 64 failed by that.
  const clusterId = `b${randomBytes(16).toString('base64url').slice(1)}`;
  const storage = ['kafka.tools.StorageTool', 'format', '-t', clusterId, '-c', file, ...format];
  await run('java', [...java, ...storage], 60_000);
  const broker = startProcess(
    'java',
    ['-Xmx512m', '-XX:+UseSerialGC', '-cp', join(jars, '*'), 'kafka.Kafka', file],
    folder,
    port,
  );
  try {
    await portOpen(port, broker.gone);
  } catch (error) {
    await broker.stop();
    throw error;
  }
  return { ...broker, address: `127.0.0.1:${port}` };
}

/** The folder of the broker's jars, which are the clients' jars as well. */
export async function kafkaJars(): Promise<string> {
  const jars = await cached(`kafka-${VERSION}`, async (folder) => {
    await writeFile(join(folder, 'pom.xml'), pom);
    const goal = ['-q', '-B', 'dependency:copy-dependencies', '-DoutputDirectory=lib', '-DincludeScope=runtime'];
    await run('mvn', goal, 600_000, folder);
  });
  return join(jars, 'lib');
}

/** The settings of a broker that takes anybody. */
export function plainBroker({ port, controller }: BrokerPlace): { properties: Record<string, string> } {
  return {
    properties: settings({
      listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controller}`,
      'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
      'controller.quorum.voters': `1@127.0.0.1:${controller}`,
    }),
  };
}

export const kafkaProcess = (): Promise<Running> => brokerProcess(plainBroker);
