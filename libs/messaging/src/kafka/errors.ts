import { BabelwireError } from '#libs/contracts';
import { brokerErrorType, type KafkaConnection } from './connection.js';

/** What TLS says of a peer's certificate, of ours, or of one who speaks no TLS at all. */
const TLS_FAULTS: [RegExp, string][] = [
  [
    /self-signed certificate|unable to (get local issuer|verify the first) certificate|UNABLE_TO_VERIFY|unknown ca\b(?!.*alert)/i,
    'their certificate is not signed by an authority that is known here: see KAFKA_SSL_CA',
  ],
  [/does not match certificate's altnames/i, 'their certificate is for another host: see KAFKA_BROKERS'],
  [/certificate has expired/i, 'their certificate has expired'],
  [
    /alert (certificate required|bad certificate|unknown ca|certificate unknown|handshake failure|unsupported certificate)|bad certificate|certificate required|handshake failure/i,
    'they do not accept the certificate of this client, or miss one: see KAFKA_SSL_CERT and KAFKA_SSL_KEY',
  ],
  [
    /wrong version number|packet length too long|unsupported protocol/i,
    'they do not speak TLS there: see KAFKA_SECURITY_PROTOCOL and the port',
  ],
];

/** What the brokers say to a user who lacks a right, and what it is about. */
const DENIED = /^(TOPIC|GROUP|TRANSACTIONAL_ID|CLUSTER|DELEGATION_TOKEN)_AUTHORIZATION_FAILED$/;

const messagesOf = (error: unknown): string => {
  const found: string[] = [];
  for (let cause = error; cause instanceof Error; cause = cause.cause) found.push(cause.message);
  return found.join(': ') || String(error);
};

/** kafkajs tells by this alone that a right on a group is missing: it drops what the brokers said. */
const hasNoCoordinator = (error: unknown): boolean => {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause.name === 'KafkaJSGroupCoordinatorNotFound') return true;
  }
  return false;
};

/** What kafkajs calls it when no broker is there, or none answers. */
const AWAY = new Set([
  'KafkaJSConnectionError',
  'KafkaJSConnectionClosedError',
  'KafkaJSRequestTimeoutError',
  'KafkaJSBrokerNotFound',
]);

/** Whether it was the brokers that could not be reached, rather than the question that they did not like. */
export function isAway(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (AWAY.has(cause.name)) return true;
  return false;
}

const isRefusedUser = (error: unknown): boolean => {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (
      cause.name === 'KafkaJSSASLAuthenticationError' ||
      /ILLEGAL_SASL_STATE|UNSUPPORTED_SASL/.test(brokerErrorType(cause) ?? '')
    )
      return true;
  }
  return false;
};

/** Who this process is for the brokers. */
const who = ({ sasl, tls }: KafkaConnection): string => {
  if (sasl !== undefined) return `user ${sasl.username}`;
  return tls?.cert === undefined ? 'a client without a name' : 'the owner of KAFKA_SSL_CERT';
};

/**
 * Any error of kafkajs as ours, all of them transient: messages wait, whatever it is. `log-refused` (user, password,
 * certificates) no repeat can mend, so a service that starts ends with it; `log-forbidden` is a right that is missing;
 * `log-unavailable` the rest.
 */
export function logUnavailable(what: string, connection: KafkaConnection, cause: unknown): BabelwireError {
  if (cause instanceof BabelwireError) return cause;
  const where = `Kafka ${connection.brokers.join(',')}`;
  const why = messagesOf(cause);
  const told = (code: string, text: string): BabelwireError => new BabelwireError(code, 'transient', text, { cause });
  if (isRefusedUser(cause)) {
    const { mechanism = '' } = connection.sasl ?? {};
    const remedy =
      'see KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD and KAFKA_SASL_MECHANISM, and that the cluster has this user';
    return told('log-refused', `${where} does not accept ${who(connection)} by ${mechanism} (${why}); ${remedy}`);
  }
  const fault = TLS_FAULTS.find(([pattern]) => pattern.test(why));
  if (fault !== undefined) return told('log-refused', `no secure connection to ${where}: ${fault[1]} (${why})`);
  const secured = connection.sasl !== undefined || connection.tls !== undefined;
  const denied = DENIED.exec(brokerErrorType(cause) ?? '')?.[1] ?? (secured && hasNoCoordinator(cause) ? 'GROUP' : '');
  if (denied !== '') {
    const right = denied.toLowerCase().replace('_', ' ');
    const text = `${what}: ${where} does not allow it to ${who(connection)}: a right on a ${right} is missing`;
    return told('log-forbidden', `${text} (${why}); docs/secured-services.md lists the rights of each service`);
  }
  const remedy =
    connection.tls === undefined
      ? 'and whether they want TLS (KAFKA_SECURITY_PROTOCOL)'
      : 'and that they speak TLS there';
  return told('log-unavailable', `${what} failed at ${where}: ${why}; see that the brokers can be reached, ${remedy}`);
}
