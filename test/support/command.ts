import { spawn } from 'node:child_process';
import { keyEnv } from './key.js';

export interface Answer {
  code: number | null;
  out: string;
  said: string;
}

/** Runs `babelwire …` to its end. */
export function babelwire(
  args: string[],
  env: Record<string, string> = {},
  program = 'apps/standalone/bin/babelwire.js',
): Promise<Answer> {
  // Jest's own options would reach the child through the environment, and the brokers of other tests.
  const { NODE_OPTIONS: _, KAFKA_BROKERS: __, ...inherited } = process.env;
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...inherited, BABELWIRE_API_KEY: keyEnv.BABELWIRE_API_KEY, ...env },
  });
  const answer: Answer = { code: null, out: '', said: '' };
  child.stdout.on('data', (data: Buffer) => (answer.out += data.toString()));
  child.stderr.on('data', (data: Buffer) => (answer.said += data.toString()));
  return new Promise((resolve) => {
    child.once('close', (code) => {
      resolve({ ...answer, code });
    });
  });
}
