import { spawnSync } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { cached, run } from '../services/processes.js';

const succeeds = (command: string): boolean =>
  spawnSync('sh', ['-c', command], { stdio: 'ignore', timeout: 60_000 }).status === 0;

/** Whether Prometheus and its own checker are on the path, or can be had of Debian's packages. */
export const hasPrometheus = (): boolean =>
  succeeds(
    'command -v promtool && command -v prometheus || { command -v apt-get && command -v dpkg-deb && apt-cache show prometheus; }',
  );

/** The one on the path, or Debian's package unpacked: that needs no right to install. */
async function program(name: 'prometheus' | 'promtool'): Promise<string> {
  if (succeeds(`command -v ${name}`)) return name;
  const folder = await cached('prometheus', async (aside) => {
    await run('apt-get', ['download', '-q', 'prometheus'], 300_000, aside);
    for (const file of await readdir(aside)) await run('dpkg-deb', ['-x', file, '.'], 60_000, aside);
  });
  return join(folder, 'usr', 'bin', name);
}

export const promtool = (): Promise<string> => program('promtool');
export const prometheusServer = (): Promise<string> => program('prometheus');
