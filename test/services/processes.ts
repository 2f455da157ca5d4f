import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { createServer, connect } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A service that these tests started, and what ends it. */
export interface Running {
  address: string;
  stop(): Promise<void>;
  /** Ends it at once and synchronously: for `process.on('exit')`. */
  kill(): void;
  /** Starts it again after `kill`, on its old data and port; resolves when it takes connections. Plain processes only. */
  restart?(): Promise<void>;
  /** Tells it something that does not end it: SIGSTOP, SIGCONT. Plain processes only. */
  signal?(signal: NodeJS.Signals): void;
}

/** Downloads are kept between runs; data never is. */
export const cacheFolder = (): string => process.env.BABELWIRE_TEST_CACHE ?? join(homedir(), '.cache', 'babelwire');

/** A port on loopback that nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('no free port on 127.0.0.1'));
        else resolve(address.port);
      });
    });
  });
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const answer = (yes: boolean): void => {
      socket.destroy();
      resolve(yes);
    };
    socket.once('connect', () => {
      answer(true);
    });
    socket.once('error', () => {
      answer(false);
    });
  });
}

/** Waits until a port takes connections; gives up when `gone()` says why it never will, or after `timeoutMs`. */
export async function portOpen(port: number, gone: () => string | undefined, timeoutMs = 90_000): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (!(await accepts(port))) {
    const why = gone() ?? (Date.now() > end ? `nothing listens on ${port} after ${timeoutMs} ms` : undefined);
    if (why !== undefined) throw new Error(why);
    await sleep(100);
  }
}

/** Runs a command to its end; its output is in the error when it fails. */
export function run(command: string, args: string[], timeoutMs: number, cwd?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], timeout: timeoutMs });
    let stdout = '';
    let all = '';
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
      all += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => (all += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(stdout);
      else reject(new Error(`${command} ${args[0] ?? ''} ended with ${String(code)}: ${all.slice(-600)}`));
    });
  });
}

/** Fills a cache folder once: built aside and renamed, so two runs at the same moment don't see half of it. */
export async function cached(name: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(cacheFolder(), name);
  await mkdir(dirname(folder), { recursive: true });
  const exists = async (): Promise<boolean> => {
    const { stat } = await import('node:fs/promises');
    return stat(folder).then(
      () => true,
      () => false,
    );
  };
  if (await exists()) return folder;
  const aside = await mkdtemp(`${folder}.partial-`);
  try {
    await fill(aside);
    await rename(aside, folder).catch(async (error: unknown) => {
      if (!(await exists())) throw error;
    });
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
  return folder;
}

export const temporaryFolder = (name: string): Promise<string> => mkdtemp(join(tmpdir(), `babelwire-${name}-`));

/**
 * Starts a long-running process that listens on a port, with its output in a file; `folder` (its data) goes when it is
 * stopped.
 */
export function startProcess(
  command: string,
  args: string[],
  folder: string,
  port: number,
): Omit<Required<Running>, 'address'> & { gone(): string | undefined } {
  const logFile = join(folder, 'output.log');
  let child: ChildProcess;
  let failure: string | undefined;
  let ended: Promise<void>;
  const start = (): void => {
    const log = openSync(logFile, 'a');
    child = spawn(command, args, { cwd: folder, stdio: ['ignore', log, log] });
    closeSync(log);
    child.once('error', (error) => (failure = `${command}: ${error.message}`));
    ended = new Promise<void>((resolve) => {
      child.once('close', () => {
        resolve();
      });
      child.once('error', () => {
        resolve();
      });
    });
  };
  const gone = (): string | undefined => {
    if (failure !== undefined) return failure;
    if (child.exitCode === null && child.signalCode === null) return undefined;
    const tail = readFileSync(logFile, 'utf8').slice(-800);
    return `${command} ended with ${String(child.exitCode ?? child.signalCode)}: ${tail}`;
  };
  start();
  return {
    gone,
    restart: async () => {
      await ended;
      start();
      await portOpen(port, gone);
    },
    signal: (signal) => {
      child.kill(signal);
    },
    kill: () => {
      child.kill('SIGKILL');
    },
    stop: async () => {
      // The data is thrown away, so there is nothing to close in good order.
      child.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
