import { setting, type Settings, tlsMaterial, tlsRows } from '#libs/platform';
import type { StoreOptions } from '#libs/store';

type Others = Readonly<Record<string, unknown>>;

const certificates = {
  ca: 'MONGODB_TLS_CA',
  cert: 'MONGODB_TLS_CERT',
  key: 'MONGODB_TLS_KEY',
  passphrase: 'MONGODB_TLS_KEY_PASSPHRASE',
} as const;
const rows = tlsRows(certificates, 'MongoDB');

/** mongodb://user:password@… */
const hasUser = (uri: unknown): boolean => typeof uri === 'string' && /^[^/]*\/\/[^/]*@/.test(uri);

function faultOfUser(value: string, others: Others, other: string): string | undefined {
  if (value !== '' && hasUser(others.MONGODB_URI))
    return 'is set, and MONGODB_URI has a user, too; take one of them away';
  return value === '' && others[other] !== '' && other in others ? `is not set; ${other} needs it` : undefined;
}

export const mongoSettings = {
  MONGODB_URI: setting.text({
    doc: 'Connection string of the replica set. It may also hold the user, and TLS options in the words of MongoDB.',
    form: 'mongodb://host:port/?replicaSet=name',
    secret: true,
  }),
  MONGODB_DATABASE: setting.text({ doc: 'Database of articles, stories, captures and sources.', default: 'babelwire' }),
  MONGODB_USERNAME: {
    ...setting.text({
      doc: 'Who this process is, where MongoDB asks for it. See docs/secured-services.md.',
      default: '',
    }),
    disagrees: (value: string, others: Others) => faultOfUser(value, others, 'MONGODB_PASSWORD'),
  },
  MONGODB_PASSWORD: {
    ...setting.text({ doc: 'Its password.', default: '', secret: true }),
    disagrees: (value: string, others: Others) => faultOfUser(value, others, 'MONGODB_USERNAME'),
  },
  MONGODB_TLS_CA: { ...rows.ca, doc: `${rows.ca.doc} Any of these turns TLS on.` },
  MONGODB_TLS_CERT: rows.cert,
  MONGODB_TLS_KEY: rows.key,
  MONGODB_TLS_KEY_PASSPHRASE: rows.passphrase,
};

/** The store that the settings tell of. */
export function mongoStore(settings: Settings<typeof mongoSettings>): StoreOptions {
  const { MONGODB_USERNAME: username, MONGODB_PASSWORD: password } = settings;
  const tls = tlsMaterial(certificates, settings);
  return {
    kind: 'mongo',
    uri: settings.MONGODB_URI,
    dbName: settings.MONGODB_DATABASE,
    ...(username === '' ? {} : { auth: { username, password } }),
    ...(Object.keys(tls).length === 0 ? {} : { tls }),
  };
}
