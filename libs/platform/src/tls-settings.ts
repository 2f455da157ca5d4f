import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { Setting } from '#libs/settings';

type Others = Readonly<Record<string, unknown>>;

/** Names of the settings of one connection's certificates; each also takes a file, `<NAME>_FILE`. */
export interface TlsNames {
  ca: string;
  cert: string;
  key: string;
  passphrase: string;
}

/** What a TLS connection is made with, in Node's words; PEM. */
export interface TlsMaterial {
  ca?: string;
  cert?: string;
  key?: string;
  passphrase?: string;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function certificate(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

const NO_CERTIFICATE = 'has no certificate in PEM form; expected -----BEGIN CERTIFICATE----- …';

function faultOfCertificate(pem: string): string | undefined {
  if (pem === '') return undefined;
  const found = certificate(pem);
  if (found === undefined) return NO_CERTIFICATE;
  return Date.parse(found.validTo) < Date.now() ? `expired on ${found.validTo}; put a current one there` : undefined;
}

function faultOfKey(key: string, cert: string, passphrase: string, names: TlsNames): string | undefined {
  if (key === '') return cert === '' ? undefined : `is not set; ${names.cert} needs its key`;
  if (cert === '') return `is set without ${names.cert}; set both`;
  try {
    const read = createPrivateKey({ key, ...(passphrase === '' ? {} : { passphrase }) });
    return certificate(cert)?.checkPrivateKey(read) === false ? `does not belong to ${names.cert}` : undefined;
  } catch {
    return `can't be read as a private key in PEM form; if it is encrypted, see ${names.passphrase}`;
  }
}

/**
 * The rows of one connection's certificates. `unused` completes "NAME …" where a value would have no effect: a
 * certificate that nobody looks at is a mistake that nobody sees.
 */
export function tlsRows(
  names: TlsNames,
  peer: string,
  unused: (others: Others) => string | undefined = () => undefined,
): Record<keyof TlsNames, Setting<string>> {
  const row = (
    doc: string,
    fault: (value: string, others: Others) => string | undefined,
    rest: Partial<Setting<string>> = {},
  ): Setting<string> => ({
    form: 'PEM',
    doc,
    default: '',
    inFile: true,
    ...rest,
    parse: (value) => value,
    disagrees: (value, others) => (value === '' ? undefined : unused(others)) ?? fault(value, others),
  });
  return {
    ca: row(
      `Certificates of the authorities that ${peer} may be signed by; without it, those that Node knows.`,
      faultOfCertificate,
    ),
    cert: row(`This client's own certificate, where ${peer} asks for one (mTLS).`, faultOfCertificate),
    key: row(
      'The key of that certificate.',
      (key, others) => faultOfKey(key, text(others[names.cert]), text(others[names.passphrase]), names),
      { secret: true },
    ),
    passphrase: row('What the key is encrypted with, if it is.', () => undefined, { secret: true, form: 'text' }),
  };
}

/** What is set of it. */
export function tlsMaterial(names: TlsNames, values: Others): TlsMaterial {
  const found = Object.entries(names).flatMap(([part, name]) => {
    const value = text(values[name as string]);
    return value === '' ? [] : [[part, value]];
  });
  return Object.fromEntries(found) as TlsMaterial;
}
