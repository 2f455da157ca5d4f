import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, readdir, readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { cached, run } from '../services/processes.js';

const examples = join(import.meta.dirname, '..', '..', 'docs', 'examples');

/** What a first download may take, ms. */
const DOWNLOAD_MS = 600_000;

/** A command line that reads a topic. */
export interface Client {
  command: string;
  args: string[];
  env?: Record<string, string>;
  /** The one of `args` that is the example's source, where it is run from that. */
  source?: string;
}

/** A client in another language: the example in docs/examples, and what it takes to run it. */
export interface Toolchain {
  name: string;
  /** A command that answers where the toolchain is there. */
  probe: [string, ...string[]];
  /** Whether its example checks values and headers against their schemas. */
  checksSchemas: boolean;
  /** Downloads and builds what is needed, once for all runs. */
  prepare(): Promise<Client>;
}

export const isThere = ([command, ...args]: Toolchain['probe']): boolean =>
  spawnSync(command, args, { stdio: 'ignore', timeout: 60_000 }).status === 0;

/** A folder in the cache that is made anew when one of the example's files changes. */
async function built(name: string, files: string[], fill: (folder: string) => Promise<unknown>): Promise<string> {
  const hash = createHash('sha256');
  for (const file of files) hash.update(await readFile(join(examples, name, file)));
  return cached(`example-${name}-${hash.digest('hex').slice(0, 12)}`, async (folder) => {
    await fill(folder);
  });
}

const python: Toolchain = {
  name: 'Python (confluent-kafka)',
  probe: ['python3', '-m', 'pip', '--version'],
  checksSchemas: true,
  prepare: async () => {
    const requirements = join(examples, 'python', 'requirements.txt');
    const PYTHONPATH = await built('python', ['requirements.txt'], (folder) =>
      run('python3', ['-m', 'pip', 'install', '-q', '--target', folder, '-r', requirements], DOWNLOAD_MS),
    );
    const source = join(examples, 'python', 'read_articles.py');
    return { command: 'python3', args: [source], env: { PYTHONPATH }, source };
  },
};

const java: Toolchain = {
  name: 'Java (kafka-clients)',
  probe: ['mvn', '-v'],
  checksSchemas: true,
  prepare: async () => {
    const folder = await built('java', ['pom.xml'], async (aside) => {
      await copyFile(join(examples, 'java', 'pom.xml'), join(aside, 'pom.xml'));
      await run('mvn', ['-q', '-B', 'dependency:copy-dependencies', '-DoutputDirectory=lib'], DOWNLOAD_MS, aside);
    });
    const options = ['-XX:TieredStopAtLevel=1', '-cp', join(folder, 'lib', '*')];
    const source = join(examples, 'java', 'ReadArticles.java');
    return { command: 'java', args: [...options, source], source };
  },
};

const go: Toolchain = {
  name: 'Go (franz-go)',
  probe: ['go', 'version'],
  checksSchemas: true,
  prepare: async () => {
    const folder = await built('go', ['go.mod', 'go.sum', 'main.go'], (aside) =>
      run('go', ['build', '-o', join(aside, 'read-articles'), '.'], DOWNLOAD_MS, join(examples, 'go')),
    );
    return { command: join(folder, 'read-articles'), args: [] };
  },
};

/** The one on the path, or Debian's package unpacked: that needs no right to install. */
const kcat: Toolchain = {
  name: 'kcat',
  probe: ['sh', '-c', 'command -v kcat || { command -v apt-get && command -v dpkg-deb && apt-cache show kcat; }'],
  checksSchemas: false,
  prepare: async () => {
    const source = join(examples, 'kcat', 'read-articles.sh');
    const script = { command: 'sh', args: [source], source };
    if (isThere(['sh', '-c', 'command -v kcat'])) return script;
    const folder = await cached('kcat', async (aside) => {
      await run('apt-get', ['download', '-q', 'kcat', 'librdkafka1', 'libyajl2'], DOWNLOAD_MS, aside);
      for (const file of await readdir(aside)) await run('dpkg-deb', ['-x', file, '.'], 60_000, aside);
    });
    const { stdout: triplet } = spawnSync('dpkg-architecture', ['-qDEB_HOST_MULTIARCH'], { encoding: 'utf8' });
    const libraries = join(folder, 'usr', 'lib', triplet.trim() || 'x86_64-linux-gnu');
    const PATH = [join(folder, 'usr', 'bin'), process.env.PATH ?? ''].join(delimiter);
    return { ...script, env: { PATH, LD_LIBRARY_PATH: libraries } };
  },
};

export const toolchains = [python, java, go, kcat];
