import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { mongoProcess } from '../services/mongo.js';
import type { Running } from '../services/processes.js';
import type { Authority } from './certificates.js';

export interface SecuredMongod extends Running {
  /** Makes a user that may read and write one database. */
  addUser(user: string, password: string, database: string): Promise<void>;
}

/** A replica set of one that wants TLS, a certificate of the client, and a user. */
export async function securedMongod(authority: Authority): Promise<SecuredMongod> {
  const [server, client] = [await authority.sign('mongod'), await authority.sign('mongo-admin')];
  const keyFile = join(authority.folder, 'replica-set.key');
  await writeFile(keyFile, randomBytes(96).toString('base64'), { mode: 0o600 });
  const options = { tls: true, ca: authority.cert, cert: client.cert, key: client.key };
  const running = await mongoProcess({
    // prettier-ignore
    options: ['--tlsMode', 'requireTLS', '--tlsCertificateKeyFile', server.file, '--tlsCAFile', authority.file,
      '--auth', '--keyFile', keyFile],
    client: options,
  });
  // Until there is a user, whoever comes from this machine may make one.
  const root = { username: 'root', password: randomBytes(9).toString('hex') };
  const first = await new mongoose.mongo.MongoClient(running.address, options).connect();
  await first.db('admin').command({ createUser: root.username, pwd: root.password, roles: ['root'] });
  await first.close();
  const admin = await new mongoose.mongo.MongoClient(running.address, { ...options, auth: root }).connect();
  return {
    ...running,
    addUser: async (user, pwd, db) => {
      await admin.db('admin').command({ createUser: user, pwd, roles: [{ role: 'readWrite', db }] });
    },
    stop: async () => {
      await admin.close();
      await running.stop();
    },
  };
}
