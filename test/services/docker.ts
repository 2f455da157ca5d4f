import { spawnSync } from 'node:child_process';
import { portOpen, run, type Running } from './processes.ts';

/** Whether a Docker engine answers. */
export const dockerAnswers = (): Promise<boolean> =>
  run('docker', ['info', '--format', '{{.ServerVersion}}'], 5_000).then(
    (version) => version.trim() !== '',
    () => false,
  );

export interface ContainerSpec {
  image: string;
  /** Port on loopback of this machine. */
  port: number;
  containerPort: number;
  env: Record<string, string>;
  command: string[];
}

/** Runs a container until its port takes connections. Throws when the image can't be had. */
export async function dockerContainer(spec: ContainerSpec): Promise<Running> {
  const env = Object.entries(spec.env).flatMap(([name, value]) => ['-e', `${name}=${value}`]);
  const publish = `127.0.0.1:${spec.port}:${spec.containerPort}`;
  const args = ['run', '-d', '--rm', '--label', 'babelwire-test', '-p', publish, ...env, spec.image, ...spec.command];
  const id = (await run('docker', args, 300_000)).trim().split('\n').at(-1) ?? '';
  const kill = (): void => {
    spawnSync('docker', ['rm', '-f', '-v', id], { stdio: 'ignore', timeout: 20_000 });
  };
  try {
    await portOpen(spec.port, () => undefined);
  } catch (error) {
    kill();
    throw error;
  }
  return {
    address: `127.0.0.1:${spec.port}`,
    kill,
    stop: () => {
      kill();
      return Promise.resolve();
    },
  };
}
