import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { readSettings } from '#libs/platform';
import { brokerSettings, kafkaConnection } from './broker-settings.js';
import { mongoSettings, mongoStore } from './mongo-settings.js';

const faults = (env: NodeJS.ProcessEnv): string => {
  try {
    readSettings(
      { ...brokerSettings, ...mongoSettings },
      { KAFKA_BROKERS: 'b:9092', MONGODB_URI: 'mongodb://m', ...env },
    );
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

describe('settings of a connection that is secured', () => {
  const folder = mkdtempSync(join(tmpdir(), 'settings-'));
  const path = (name: string): string => join(folder, name);
  const pem = (name: string): string => readFileSync(path(name), 'utf8');
  const openssl = (...args: string[]): void => {
    execFileSync('openssl', args, { stdio: 'pipe' });
  };
  /** A certificate that signs itself, with its key. */
  const make = (name: string, days: string, ...more: string[]): void => {
    const [key, request] = [path(`${name}.key`), path(`${name}.csr`)];
    const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-subj', `/CN=${name}`];
    openssl('req', ...kind, '-keyout', key, '-out', request, ...more);
    const pass = more.includes('-passout') ? ['-passin', more.at(-1) ?? ''] : [];
    openssl('x509', '-req', '-in', request, '-signkey', key, ...pass, '-days', days, '-out', path(`${name}.crt`));
  };

  beforeAll(() => {
    make('ours', '2', '-nodes');
    make('locked', '2', '-passout', 'pass:open sesame');
    make('old', '-1', '-nodes');
  });

  it('give the connection, with what comes from files', () => {
    const env = {
      KAFKA_BROKERS: 'a:1,b:2',
      KAFKA_PREFIX: 'desk.',
      KAFKA_SECURITY_PROTOCOL: 'SASL_SSL',
      KAFKA_SASL_USERNAME: 'ingest',
      KAFKA_SASL_PASSWORD: 'x',
      KAFKA_SSL_CA_FILE: path('ours.crt'),
      KAFKA_SSL_CERT_FILE: path('locked.crt'),
      KAFKA_SSL_KEY_FILE: path('locked.key'),
      KAFKA_SSL_KEY_PASSPHRASE: 'open sesame',
    };
    expect(kafkaConnection(readSettings(brokerSettings, env))).toEqual({
      brokers: ['a:1', 'b:2'],
      prefix: 'desk.',
      sasl: { mechanism: 'SCRAM-SHA-512', username: 'ingest', password: 'x' },
      tls: {
        ca: pem('ours.crt').trim(),
        cert: pem('locked.crt').trim(),
        key: pem('locked.key').trim(),
        passphrase: 'open sesame',
      },
    });
    const mongo = {
      MONGODB_URI: 'mongodb://m',
      MONGODB_USERNAME: 'u',
      MONGODB_PASSWORD: 'p@/:',
      MONGODB_TLS_CA: pem('ours.crt'),
    };
    expect(mongoStore(readSettings(mongoSettings, mongo))).toEqual({
      kind: 'mongo',
      uri: 'mongodb://m',
      dbName: 'babelwire',
      auth: { username: 'u', password: 'p@/:' },
      tls: { ca: pem('ours.crt') },
    });
  });

  it('without any of them are as they always were', () => {
    const { KAFKA_BROKERS, MONGODB_URI } = { KAFKA_BROKERS: 'b:9092', MONGODB_URI: 'mongodb://m' };
    expect(kafkaConnection(readSettings(brokerSettings, { KAFKA_BROKERS }))).toEqual({
      brokers: ['b:9092'],
      prefix: '',
    });
    const store = mongoStore(readSettings(mongoSettings, { MONGODB_URI }));
    expect(store).toEqual({ kind: 'mongo', uri: MONGODB_URI, dbName: 'babelwire' });
  });

  it('name every fault at once', () => {
    const said = faults({
      KAFKA_SECURITY_PROTOCOL: 'SASL_SSL',
      KAFKA_SSL_CA: 'no certificate',
      KAFKA_SSL_CERT: pem('ours.crt'),
      MONGODB_URI: 'mongodb://user:secret@m',
      MONGODB_USERNAME: 'other',
      MONGODB_TLS_CERT: pem('old.crt'),
      MONGODB_TLS_KEY: pem('ours.key'),
    });
    expect(said.split('\n').map((line) => line.trim())).toEqual([
      'the configuration has 8 fault(s):',
      'KAFKA_SASL_USERNAME is not set; KAFKA_SECURITY_PROTOCOL=SASL_SSL needs it',
      'KAFKA_SASL_PASSWORD is not set; KAFKA_SECURITY_PROTOCOL=SASL_SSL needs it',
      expect.stringMatching(/^KAFKA_SSL_CA has no certificate in PEM form/),
      'KAFKA_SSL_KEY is not set; KAFKA_SSL_CERT needs its key',
      'MONGODB_USERNAME is set, and MONGODB_URI has a user, too; take one of them away',
      'MONGODB_PASSWORD is not set; MONGODB_USERNAME needs it',
      expect.stringMatching(/^MONGODB_TLS_CERT expired on .+ GMT; put a current one there$/),
      'MONGODB_TLS_KEY does not belong to MONGODB_TLS_CERT',
    ]);
    expect(said).not.toContain('secret@');
  });

  it('are no use where the protocol has none, which is a fault', () => {
    expect(faults({ KAFKA_SASL_USERNAME: 'ingest', KAFKA_SSL_CA: pem('ours.crt') })).toMatch(
      /KAFKA_SASL_USERNAME is set, but KAFKA_SECURITY_PROTOCOL is PLAINTEXT[^]*KAFKA_SSL_CA is set, but/,
    );
    expect(faults({ KAFKA_SECURITY_PROTOCOL: 'TLS', KAFKA_SSL_CA: pem('ours.crt') })).toMatch(
      /1 fault\(s\):\s+KAFKA_SECURITY_PROTOCOL must be one of PLAINTEXT, SSL, SASL_PLAINTEXT, SASL_SSL$/,
    );
  });

  it('tell a locked key from a broken one only by what is said of it', () => {
    const key = { KAFKA_SECURITY_PROTOCOL: 'SSL', KAFKA_SSL_CERT: pem('locked.crt'), KAFKA_SSL_KEY: pem('locked.key') };
    expect(faults(key)).toMatch(/KAFKA_SSL_KEY can't be read as a private key.*KAFKA_SSL_KEY_PASSPHRASE/);
    expect(faults({ ...key, KAFKA_SSL_KEY_PASSPHRASE: 'open sesame' })).toBe('');
    expect(faults({ KAFKA_SECURITY_PROTOCOL: 'SSL', KAFKA_SSL_KEY: pem('ours.key') })).toMatch(
      /set without KAFKA_SSL_CERT/,
    );
  });
});
