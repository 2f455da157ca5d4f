import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeWithServices, kafkaBrokers, mongodbUri } from '../services/index.js';
import { freePort } from '../services/processes.js';
import { Service } from '../support/processes.js';

const root = join(import.meta.dirname, '..', '..');
/** What the image holds, put together as deploy/Dockerfile does. */
const image = mkdtempSync(join(tmpdir(), 'babelwire-image-'));
const modules = join(image, 'node_modules');
let taken: string;

/** One of the tools by which the image is made. */
const tool = (name: string, ...args: string[]): string =>
  execFileSync(process.execPath, [join(root, 'deploy', name), ...args], {
    cwd: image,
    encoding: 'utf8',
    maxBuffer: 64e6,
  });

interface Bom {
  components: { name: string; purl: string }[];
  dependencies: { ref: string; dependsOn: string[] }[];
}

interface LockFile {
  packages: Record<string, { dev?: boolean }>;
}

beforeAll(() => {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as LockFile;
  // What `npm ci --omit=dev` would install, out of what is installed here.
  for (const [path, { dev }] of Object.entries(packages)) {
    const source = join(root, path);
    if (path === '' || dev === true || !existsSync(source)) continue;
    mkdirSync(join(image, path), { recursive: true });
    // Packages of its own come by themselves, or are for development.
    const isOwn = (file: string): boolean => !relative(source, file).split('/').includes('node_modules');
    cpSync(source, join(image, path), { recursive: true, filter: isOwn });
  }
  taken = tool('slim.js', modules);
  for (const part of ['package.json', 'package-lock.json', 'dist', 'apps/standalone/bin', 'apps/standalone/samples'])
    cpSync(join(root, part), join(image, part), { recursive: true });
}, 120_000);

afterAll(() => {
  rmSync(image, { recursive: true });
});

const entry = (service: string): string => join(image, 'dist', 'apps', service, 'src', 'main.js');
const command = join(image, 'apps', 'standalone', 'bin', 'babelwire.js');
const inImage = (...args: string[]): string => {
  const { NODE_OPTIONS: _, ...env } = process.env;
  return execFileSync(process.execPath, [command, ...args], { cwd: image, env, encoding: 'utf8', timeout: 100_000 });
};

function idOf(manifest: string): string {
  const { name, version } = JSON.parse(readFileSync(manifest, 'utf8')) as { name: string; version: string };
  return `pkg:npm/${name}@${version}`;
}

describe('what the image holds', () => {
  it('is without what no process loads, and with every licence', () => {
    for (const rule of ['typescript', 'TypeScript', 'source maps', 'documentation'])
      expect(taken).toContain(`MB  ${rule}`);
    // 121 MB before. What is added to the packages later shows here.
    expect(Number(/([\d.]+) MB {2}left/.exec(taken)?.[1])).toBeLessThan(70);
    for (const name of ['mongoose/LICENSE.md', 'qs/LICENSE.md', '@nestjs/core/LICENSE', 'kafkajs/LICENSE'])
      expect(existsSync(join(modules, name))).toBe(true);
  });

  it('is listed, package by package, the same each time', () => {
    const text = tool('sbom.js');
    const bom = JSON.parse(text) as Bom;
    const names = bom.components.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['@nestjs/core', 'kafkajs', 'mongoose', 'libsql', 'ajv', 'node']));
    for (const gone of ['typescript', 'jest', '@swc/core', 'prettier']) expect(names).not.toContain(gone);
    const installed = readdirSync(modules, { recursive: true, encoding: 'utf8' }).filter((path) =>
      /(^|node_modules\/)(@[^/]+\/)?[^/@]+\/package\.json$/.test(path),
    );
    // Two places of one version are one component; Node is the one beside.
    const ids = new Set(installed.map((path) => idOf(join(modules, path))));
    expect(new Set(bom.components.map(({ purl }) => decodeURIComponent(purl)))).toEqual(
      new Set([...ids, `pkg:generic/node@${process.versions.node}`]),
    );
    const refs = new Set(bom.dependencies.map(({ ref }) => ref));
    expect(bom.dependencies.flatMap(({ dependsOn }) => dependsOn).filter((ref) => !refs.has(ref))).toEqual([]);
    expect(tool('sbom.js')).toBe(text);
  });

  it('runs the command line, and the whole line in one process', () => {
    expect(inImage('--help')).toContain('Usage: babelwire COMMAND');
    const articles = JSON.parse(inImage('start', '--once', '--json', '--data', join(image, 'data'))) as object[];
    expect(articles.length).toBeGreaterThan(10);
  });
});

describeWithServices('the services of the image', () => {
  const prefix = `image-${Date.now().toString(36)}.`;
  const services: Service[] = [];
  afterAll(async () => {
    await Promise.all(services.map((service) => service.end('SIGTERM')));
  });

  it('are set up and become ready, with their descriptions and metrics', async () => {
    const env = {
      KAFKA_BROKERS: kafkaBrokers().join(','),
      KAFKA_PREFIX: prefix,
      KAFKA_PARTITIONS: '1',
      MONGODB_URI: mongodbUri('image'),
      MONGODB_DATABASE: 'image',
      NODE_ENV: 'production',
    };
    const { NODE_OPTIONS: _, ...inherited } = process.env;
    execFileSync(process.execPath, [command, 'setup'], { cwd: image, env: { ...inherited, ...env }, stdio: 'ignore' });
    for (const name of ['ingest', 'language', 'dedup', 'publish']) {
      const port = await freePort();
      const service = new Service(name, [entry(name)], { ...env, HTTP_PORT: String(port) });
      services.push(service);
      service.start();
      await service.reachable(`http://127.0.0.1:${port}/readyz`);
      if (name !== 'ingest' && name !== 'publish') continue;
      const page = await (await fetch(`http://127.0.0.1:${port}/docs`)).text();
      for (const file of page.matchAll(/(?:src|href)="(\.\/docs\/[^"]+)"/g)) {
        const asset = await fetch(new URL(file[1] ?? '', `http://127.0.0.1:${port}/`));
        expect([file[1], asset.status]).toEqual([file[1], 200]);
      }
    }
  }, 240_000);
});
