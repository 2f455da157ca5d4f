import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { eventually } from './http.js';

/** The project's folder, from the source as from what the benches compile it to. */
let root = import.meta.dirname;
while (!existsSync(join(root, 'package.json'))) root = dirname(root);

/** A process of ours, with what it said. It can be ended and started again. */
export class Service {
  private child: ChildProcess | undefined;
  output = '';

  constructor(
    readonly name: string,
    private readonly args: string[],
    private readonly env: Record<string, string>,
  ) {}

  /** `more`: environment of this start alone. */
  start(more: Record<string, string> = {}): void {
    // Jest's own options would reach the child through the environment.
    const { NODE_OPTIONS: _, ...inherited } = process.env;
    const child = spawn(process.execPath, this.args, {
      cwd: root,
      env: { ...inherited, ...this.env, ...more },
      stdio: 'pipe',
    });
    const collect = (data: Buffer): void => {
      this.output += data.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    this.child = child;
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  get running(): boolean {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  /** The signal that ended it, when one did. */
  get endedBy(): NodeJS.Signals | null {
    return this.child?.signalCode ?? null;
  }

  /** Tells it something that does not end it, such as SIGSTOP. */
  signal(signal: NodeJS.Signals): void {
    this.child?.kill(signal);
  }

  /** Waits for the end of a process that ends by itself. */
  async ended(): Promise<number | null> {
    const { child } = this;
    if (child === undefined) return null;
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    return new Promise((resolve) => {
      child.once('close', (code) => {
        resolve(code);
      });
    });
  }

  async end(signal: NodeJS.Signals): Promise<number | null> {
    if (!this.running) return this.child?.exitCode ?? null;
    const ended = this.ended();
    this.child?.kill(signal);
    return ended;
  }

  /** Waits until the address answers well; fails with what the process said when it does not. */
  async reachable(url: string): Promise<void> {
    try {
      const state = await eventually(
        `${this.name} at ${url}`,
        async () => {
          if (!this.running) return 'ended';
          return (await fetch(url)).ok ? 'up' : undefined;
        },
        60_000,
      );
      if (state === 'ended') throw new Error(`${this.name} ended before it answered at ${url}`);
    } catch (error) {
      throw new Error(`${String(error)}\n${this.output}`, { cause: error });
    }
  }
}
