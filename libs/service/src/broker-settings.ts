import type { KafkaConnection } from '#libs/messaging';
import { setting, type Settings, tlsMaterial, tlsRows } from '#libs/platform';

type Others = Readonly<Record<string, unknown>>;

const PROTOCOLS = ['PLAINTEXT', 'SSL', 'SASL_PLAINTEXT', 'SASL_SSL'] as const;
const MECHANISMS = ['SCRAM-SHA-512', 'SCRAM-SHA-256', 'PLAIN'] as const;

const protocolOf = ({ KAFKA_SECURITY_PROTOCOL: protocol }: Others): string | undefined =>
  typeof protocol === 'string' ? protocol : undefined;

/** A setting that the protocol has no use for is no less a mistake than one that is missing. */
function unused(others: Others, wanted: 'SSL' | 'SASL'): string | undefined {
  const protocol = protocolOf(others);
  if (protocol === undefined || protocol.includes(wanted)) return undefined;
  const fitting = PROTOCOLS.filter((one) => one.includes(wanted)).join(' or ');
  return `is set, but KAFKA_SECURITY_PROTOCOL is ${protocol}; set that to ${fitting}, or remove this one`;
}

function neededBySasl(value: string, others: Others): string | undefined {
  if (value !== '') return unused(others, 'SASL');
  const protocol = protocolOf(others);
  return protocol?.includes('SASL') === true ? `is not set; KAFKA_SECURITY_PROTOCOL=${protocol} needs it` : undefined;
}

const certificates = {
  ca: 'KAFKA_SSL_CA',
  cert: 'KAFKA_SSL_CERT',
  key: 'KAFKA_SSL_KEY',
  passphrase: 'KAFKA_SSL_KEY_PASSPHRASE',
} as const;
const rows = tlsRows(certificates, 'the brokers', (others) => unused(others, 'SSL'));

/** Where the line's topics are, and who this process is there. */
export const brokerSettings = {
  KAFKA_BROKERS: setting.list({ doc: 'Brokers to start from.', form: 'host:port,host:port' }),
  KAFKA_PREFIX: setting.text({
    doc: 'Before the name of every topic, group and transactional id: several lines then share a cluster.',
    default: '',
  }),
  KAFKA_SECURITY_PROTOCOL: setting.choice(PROTOCOLS, {
    doc: "How to talk to the brokers, in Kafka's words. See docs/secured-services.md.",
    default: 'PLAINTEXT',
  }),
  KAFKA_SASL_MECHANISM: setting.choice(MECHANISMS, {
    doc: 'With SASL_…: how the password is proven. PLAIN sends it: only with SASL_SSL.',
    default: 'SCRAM-SHA-512',
  }),
  KAFKA_SASL_USERNAME: {
    ...setting.text({ doc: 'With SASL_…: who this process is.', default: '' }),
    disagrees: neededBySasl,
  },
  KAFKA_SASL_PASSWORD: {
    ...setting.text({ doc: 'With SASL_…: its password.', default: '', secret: true }),
    disagrees: neededBySasl,
  },
  KAFKA_SSL_CA: rows.ca,
  KAFKA_SSL_CERT: rows.cert,
  KAFKA_SSL_KEY: rows.key,
  KAFKA_SSL_KEY_PASSPHRASE: rows.passphrase,
};

/** The connection that the settings tell of. */
export function kafkaConnection(settings: Settings<typeof brokerSettings>): Omit<KafkaConnection, 'clientId'> {
  const { KAFKA_SECURITY_PROTOCOL: protocol, KAFKA_SASL_MECHANISM: mechanism } = settings;
  const { KAFKA_SASL_USERNAME: username, KAFKA_SASL_PASSWORD: password } = settings;
  return {
    brokers: settings.KAFKA_BROKERS,
    prefix: settings.KAFKA_PREFIX,
    ...(protocol.endsWith('SSL') ? { tls: tlsMaterial(certificates, settings) } : {}),
    ...(protocol.startsWith('SASL') ? { sasl: { mechanism, username, password } } : {}),
  };
}
