import { describe } from '@jest/globals';

type Body = () => void;

/** A visible skip: in the report by name, with the reason, and as a warning. With CI=true the set-up has failed before. */
function describeWith(service: string, present: boolean, name: string, body: Body): void {
  if (present) {
    describe(name, body);
    return;
  }
  const reason = process.env.BABELWIRE_NO_SERVICES_REASON ?? `no ${service} was started`;
  process.stderr.write(`SKIPPED, no ${service}: ${name} (${reason})\n`);
  describe.skip(`${name} — SKIPPED, no ${service}`, body);
}

/** `describe` for a suite that needs a real broker (process.env.KAFKA_BROKERS). */
export const describeWithKafka = (name: string, body: Body): void => {
  describeWith('Kafka', Boolean(process.env.KAFKA_BROKERS), name, body);
};

/** `describe` for a suite that needs a real MongoDB replica set (process.env.MONGODB_URI). */
export const describeWithMongo = (name: string, body: Body): void => {
  describeWith('MongoDB', Boolean(process.env.MONGODB_URI), name, body);
};

/** `describe` for a suite that needs both. */
export const describeWithServices = (name: string, body: Body): void => {
  describeWith('Kafka and MongoDB', Boolean(process.env.KAFKA_BROKERS && process.env.MONGODB_URI), name, body);
};

/** `describe` for a suite that needs a browser (process.env.CHROMIUM_PATH). */
export const describeWithChromium = (name: string, body: Body): void => {
  describeWith('Chromium', Boolean(process.env.CHROMIUM_PATH), name, body);
};

/** `describe` for a suite that needs all three. */
export const describeWithServicesAndChromium = (name: string, body: Body): void => {
  const { KAFKA_BROKERS, MONGODB_URI, CHROMIUM_PATH } = process.env;
  describeWith('Kafka, MongoDB and Chromium', Boolean(KAFKA_BROKERS && MONGODB_URI && CHROMIUM_PATH), name, body);
};

/** host:port list of the broker. Throws where there is none. */
export function kafkaBrokers(): string[] {
  const brokers = process.env.KAFKA_BROKERS;
  if (!brokers) throw new Error('KAFKA_BROKERS is not set: wrap the suite in describeWithKafka');
  return brokers.split(',');
}

/** Connection string of the replica set, with a database of its own for `name`. Throws where there is none. */
export function mongodbUri(name: string): string {
  const uri = process.env.MONGODB_URI;
  if (!uri) throw new Error('MONGODB_URI is not set: wrap the suite in describeWithMongo');
  const url = new URL(uri);
  url.pathname = `/${name}`;
  return url.toString();
}
