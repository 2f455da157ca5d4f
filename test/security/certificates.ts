import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../services/processes.js';

/** A certificate with its key, PEM. */
export interface Identity {
  cert: string;
  key: string;
  /** File with both, the key first: as MongoDB and Kafka want it. */
  file: string;
}

const EC = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
const ADDRESSES = 'subjectAltName=IP:127.0.0.1,DNS:localhost';

/** An authority made for one test run, with openssl, and what it signs. */
export class Authority {
  private constructor(
    readonly folder: string,
    readonly name: string,
    readonly cert: string,
  ) {}

  static async create(name: string): Promise<Authority> {
    const folder = await mkdtemp(join(tmpdir(), 'babelwire-ca-'));
    const [key, cert] = ['ca.key', 'ca.pem'].map((file) => join(folder, file)) as [string, string];
    await run('openssl', ['req', '-x509', ...EC, '-keyout', key, '-out', cert, '-subj', `/CN=${name}`], 30_000);
    return new Authority(folder, name, await readFile(cert, 'utf8'));
  }

  /** File with the authority's certificate. */
  get file(): string {
    return join(this.folder, 'ca.pem');
  }

  /** For a server on loopback, or a client: the brokers know it as `CN=<name>`. */
  async sign(name: string): Promise<Identity> {
    const path = (ending: string): string => join(this.folder, `${name}.${ending}`);
    const signer = ['-CA', this.file, '-CAkey', join(this.folder, 'ca.key')];
    const subject = ['-subj', `/CN=${name}`, '-addext', ADDRESSES, '-addext', 'basicConstraints=critical,CA:FALSE'];
    const out = ['-keyout', path('key'), '-out', path('crt')];
    await run('openssl', ['req', '-x509', ...signer, ...EC, ...subject, ...out], 30_000);
    const [cert, key] = await Promise.all([readFile(path('crt'), 'utf8'), readFile(path('key'), 'utf8')]);
    await writeFile(path('pem'), key + cert);
    return { cert, key, file: path('pem') };
  }
}
