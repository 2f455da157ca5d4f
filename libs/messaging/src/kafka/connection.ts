import './aborted.js';
import { Kafka, logLevel, type SASLOptions } from 'kafkajs';

/** How to reach the brokers. */
export interface KafkaConnection {
  /** host:port of some brokers of the cluster. */
  brokers: string[];
  /** How this process shows in the brokers' logs and quotas, e.g. `babelwire-language`. */
  clientId: string;
  /** TLS, with certificates in PEM; empty: the authorities that Node knows, and no certificate of one's own. */
  tls?: { ca?: string; cert?: string; key?: string; passphrase?: string };
  sasl?: { mechanism: 'PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512'; username: string; password: string };
  /** Before every topic, group and transactional id: several lines, such as those of tests, then share a cluster. */
  prefix?: string;
}

/** A name as the cluster knows it. */
export const physicalName = ({ prefix = '' }: Pick<KafkaConnection, 'prefix'>, name: string): string => prefix + name;

/** A topic's name as the line knows it. */
export const logicalName = ({ prefix = '' }: Pick<KafkaConnection, 'prefix'>, name: string): string =>
  name.slice(prefix.length);

/**
 * A kafkajs client. Each role gets its own: clients share what they believe to be the committed offsets, and a producer
 * writes down an offset there before its transaction is committed.
 */
export function kafkaClient({ brokers, clientId, tls, sasl }: KafkaConnection): Kafka {
  return new Kafka({
    brokers,
    clientId,
    // What an operator should hear goes through the observer and the errors, once; kafkajs repeats itself.
    logLevel: logLevel.NOTHING,
    connectionTimeout: 3_000,
    requestTimeout: 30_000,
    // 100 ms doubling up to 2 s: about 5 s until an error is told, and a broker that is back is found within 2 s.
    retry: { initialRetryTime: 100, maxRetryTime: 2_000, retries: 6 },
    ...(tls === undefined ? {} : { ssl: tls }),
    ...(sasl === undefined ? {} : { sasl: saslOptions(sasl) }),
  });
}

/** kafkajs writes the mechanisms' names in lower case. */
function saslOptions({ mechanism, ...who }: NonNullable<KafkaConnection['sasl']>): SASLOptions {
  const names = {
    PLAIN: 'plain',
    'SCRAM-SHA-256': 'scram-sha-256',
    'SCRAM-SHA-512': 'scram-sha-512',
  } as const;
  return { mechanism: names[mechanism], ...who };
}

/** The type that the broker gave an error, e.g. `PRODUCER_FENCED`; kafkajs wraps errors in errors. */
export function brokerErrorType(error: unknown): string | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('type' in cause && typeof cause.type === 'string') return cause.type;
  }
  return undefined;
}
