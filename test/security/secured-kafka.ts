import kafkajs from 'kafkajs';
import type { AccessRule } from '#libs/messaging';
import { type BrokerPlace, brokerProcess, plainBroker } from '../services/kafka.js';
import { freePort, type Running } from '../services/processes.js';
import type { Authority } from './certificates.js';

const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } = kafkajs;

/** Of every user of the broker. */
export const KAFKA_PASSWORD = 'correct-horse-battery';

export interface SecuredBroker extends Running {
  /** host:port of the listener that wants a certificate of the client (mTLS). */
  mutual: string;
  /** host:port of the listener without TLS, which wants a password all the same. */
  plaintext: string;
  /** Gives rights to a principal, e.g. `User:ingest`. */
  grant(principal: string, rules: AccessRule[]): Promise<void>;
  admin: kafkajs.Admin;
}

/**
 * A broker as operators have it: TLS everywhere, users by SCRAM or PLAIN on one listener, by certificate on another, and an
 * authorizer that denies what is not allowed.
 */
export async function securedBroker(authority: Authority, users: string[]): Promise<SecuredBroker> {
  const broker = await authority.sign('broker');
  let mutual = 0;
  const plaintext = await freePort();
  const running = await brokerProcess((place) => {
    mutual = place.second;
    return {
      properties: { ...plainBroker(place).properties, ...secured(place, plaintext, authority.file, broker.file) },
      format: scram(users),
    };
  });
  const admin = new kafkajs.Kafka({
    brokers: [running.address],
    logLevel: kafkajs.logLevel.NOTHING,
    ssl: { ca: authority.cert },
    sasl: { mechanism: 'scram-sha-512', username: 'admin', password: KAFKA_PASSWORD },
  }).admin();
  await admin.connect();
  return {
    ...running,
    mutual: `127.0.0.1:${mutual}`,
    plaintext: `127.0.0.1:${plaintext}`,
    admin,
    grant: async (principal, rules) => {
      const acl = rules.flatMap(({ resource, name, pattern, operations }) =>
        operations.map((operation) => ({
          resourceType: AclResourceTypes[RESOURCES[resource]],
          resourceName: name,
          resourcePatternType: ResourcePatternTypes[pattern === 'Literal' ? 'LITERAL' : 'PREFIXED'],
          principal,
          host: '*',
          operation:
            AclOperationTypes[
              operation === 'DescribeConfigs' ? 'DESCRIBE_CONFIGS' : (operation.toUpperCase() as 'READ')
            ],
          permissionType: AclPermissionTypes.ALLOW,
        })),
      );
      await admin.createAcls({ acl });
    },
    stop: async () => {
      await admin.disconnect();
      await running.stop();
    },
  };
}

const RESOURCES = { Topic: 'TOPIC', Group: 'GROUP', TransactionalId: 'TRANSACTIONAL_ID' } as const;

function secured(
  { port, controller, second }: BrokerPlace,
  plaintext: number,
  ca: string,
  keystore: string,
): Record<string, string> {
  const own = `SASL_SSL://127.0.0.1:${port},SSL://127.0.0.1:${second},SASL_PLAINTEXT://127.0.0.1:${plaintext}`;
  return {
    listeners: `${own},CONTROLLER://127.0.0.1:${controller}`,
    'advertised.listeners': own,
    'listener.security.protocol.map': 'SASL_SSL:SASL_SSL,SSL:SSL,SASL_PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:SSL',
    // The broker speaks to itself, too, and is known by its certificate there.
    'inter.broker.listener.name': 'SSL',
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': keystore,
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': ca,
    'listener.name.ssl.ssl.client.auth': 'required',
    'listener.name.controller.ssl.client.auth': 'required',
    'sasl.enabled.mechanisms': 'SCRAM-SHA-256,SCRAM-SHA-512,PLAIN',
    ...login('scram-sha-256', 'scram.ScramLoginModule required;'),
    ...login('scram-sha-512', 'scram.ScramLoginModule required;'),
    ...login('plain', `plain.PlainLoginModule required user_reader="${KAFKA_PASSWORD}";`),
    'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    'super.users': 'User:CN=broker;User:admin',
  };
}

const login = (mechanism: string, module: string): Record<string, string> =>
  Object.fromEntries(
    ['sasl_ssl', 'sasl_plaintext'].map((listener) => [
      `listener.name.${listener}.${mechanism}.sasl.jaas.config`,
      `org.apache.kafka.common.security.${module}`,
    ]),
  );

/** Users that are there when the broker starts. */
const scram = (users: string[]): string[] =>
  ['admin', ...users].flatMap((name) =>
    ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((mechanism) => [
      '--add-scram',
      `${mechanism}=[name=${name},password=${KAFKA_PASSWORD}]`,
    ]),
  );
