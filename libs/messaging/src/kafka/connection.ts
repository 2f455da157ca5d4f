import { Kafka, type KafkaConfig, logLevel } from 'kafkajs';
import { BabelwireError } from '#libs/contracts';

/** How to reach the brokers. */
export interface KafkaConnection {
  /** host:port of some brokers of the cluster. */
  brokers: string[];
  /** How this process shows in the brokers' logs and quotas, e.g. `babelwire-language`. */
  clientId: string;
  ssl?: KafkaConfig['ssl'];
  sasl?: KafkaConfig['sasl'];
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
export function kafkaClient({ brokers, clientId, ssl, sasl }: KafkaConnection): Kafka {
  return new Kafka({
    brokers,
    clientId,
    // What an operator should hear goes through the observer and the errors, once; kafkajs repeats itself.
    logLevel: logLevel.NOTHING,
    connectionTimeout: 3_000,
    requestTimeout: 30_000,
    // 100 ms doubling up to 2 s: about 5 s until an error is told, and a broker that is back is found within 2 s.
    retry: { initialRetryTime: 100, maxRetryTime: 2_000, retries: 6 },
    ...(ssl === undefined ? {} : { ssl }),
    ...(sasl === undefined ? {} : { sasl }),
  });
}

/** The type that the broker gave an error, e.g. `PRODUCER_FENCED`; kafkajs wraps errors in errors. */
export function brokerErrorType(error: unknown): string | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('type' in cause && typeof cause.type === 'string') return cause.type;
  }
  return undefined;
}

/** Any error of kafkajs as transient `log-unavailable`; ours stay as they are. */
export function logUnavailable(what: string, { brokers }: KafkaConnection, cause: unknown): BabelwireError {
  if (cause instanceof BabelwireError) return cause;
  const why = cause instanceof Error ? cause.message : String(cause);
  const message = `${what} failed at Kafka ${brokers.join(',')}: ${why}; see that the brokers can be reached`;
  return new BabelwireError('log-unavailable', 'transient', message, { cause });
}
