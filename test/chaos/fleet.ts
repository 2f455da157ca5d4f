import { setTimeout as sleep } from 'node:timers/promises';
import type { Failpoint } from '../../libs/messaging/src/failpoint.js';
import { pick } from '../support/generated-pages.js';
import { freePort, LineClient } from '../support/http.js';
import { type ServiceName, SERVICES } from '../support/lines.js';
import { keyEnv } from '../support/key.js';
import { Service } from '../support/processes.js';

/** Places to die at, and how many times they are reached: on a busy machine a start sees few batches until the next kill. */
const CRASHES: Failpoint[] = ['after-prepare', 'before-commit', 'after-produce', 'after-offsets', 'after-commit'];
const MOST_PASSES = 4;
/** One call of a handler in so many fails for a passing reason, in a process that was told to: its messages are retried. */
const FAILING_CALLS = 0.05;
const WATCH_MS = 200;

interface Member {
  name: ServiceName;
  service: Service;
  port: number;
  /** Told to end: its end is no reason to start it again. */
  leaving: boolean;
  paused: boolean;
}

export interface FleetCounts {
  killed: Record<ServiceName, number>;
  diedAtFailpoint: Record<ServiceName, number>;
  paused: Record<ServiceName, number>;
  /** Ends that nobody asked for, with what the process said last. */
  crashed: string[];
}

const perService = (): Record<ServiceName, number> => ({ ingest: 0, language: 0, dedup: 0, publish: 0 });

/** The services as processes, some of each, watched over as an orchestrator would: who dies is started again. */
export class Fleet {
  readonly counts: FleetCounts = {
    killed: perService(),
    diedAtFailpoint: perService(),
    paused: perService(),
    crashed: [],
  };
  private readonly members: Member[] = [];
  private readonly watching: NodeJS.Timeout;
  private readonly resuming = new Set<Promise<void>>();
  /** Whether processes are started with a failpoint now and then. */
  armed = false;

  constructor(
    private readonly env: Record<string, string>,
    private readonly next: () => number,
  ) {
    this.watching = setInterval(() => {
      for (const member of this.members) this.watch(member);
    }, WATCH_MS);
  }

  async start(): Promise<void> {
    await Promise.all(SERVICES.map((name) => this.add(name)));
    await Promise.all(this.members.map(({ service, port }) => service.reachable(`http://127.0.0.1:${port}/readyz`)));
  }

  async scale(name: ServiceName, replicas: number): Promise<void> {
    const present = this.of(name);
    for (let count = present.length; count < replicas; count += 1) await this.add(name);
    await Promise.all(present.slice(replicas).map((member) => this.retire(member)));
  }

  async kill(name: ServiceName): Promise<void> {
    const able = this.of(name).filter(({ paused, service }) => !paused && service.running);
    // Died by itself a moment ago: wait until it is back.
    if (able.length === 0) return sleep(WATCH_MS).then(() => this.kill(name));
    const member = pick(able, this.next);
    const restart = this.startSettings();
    await member.service.end('SIGKILL');
    this.counts.killed[name] += 1;
    member.service.start(restart);
  }

  /** Stops a process in its tracks for longer than its session lasts: others take its work, and then it wakes up. */
  pause(name: ServiceName, ms: number): void {
    const able = this.of(name).filter(({ paused, service }) => !paused && service.running);
    if (able.length === 0) return;
    const member = pick(able, this.next);
    member.paused = true;
    member.service.signal('SIGSTOP');
    this.counts.paused[name] += 1;
    const resumed = sleep(ms).then(() => {
      member.service.signal('SIGCONT');
      member.paused = false;
      this.resuming.delete(resumed);
    });
    this.resuming.add(resumed);
  }

  async allResumed(): Promise<void> {
    await Promise.all(this.resuming);
  }

  /** An ingest to send to. */
  client(): LineClient {
    const url = `http://127.0.0.1:${pick(this.of('ingest'), this.next).port}`;
    return new LineClient(url, url);
  }

  /** What each process said last, for a storm that does not end. */
  lastWords(): string {
    const said = this.members.map(
      ({ name, service }) => `${name} ${service.running ? 'runs' : 'ended'}: ${service.output.slice(-1500)}`,
    );
    return said.join('\n---\n');
  }

  /** Ends everything with SIGTERM; the exit codes. */
  async stop(): Promise<(number | null)[]> {
    clearInterval(this.watching);
    await this.allResumed();
    return Promise.all(this.members.filter(({ leaving }) => !leaving).map(({ service }) => service.end('SIGTERM')));
  }

  /** Ends everything at once, whatever state it is in. */
  async abandon(): Promise<void> {
    clearInterval(this.watching);
    await Promise.all(this.members.map(({ service }) => service.end('SIGKILL')));
  }

  private of(name: ServiceName): Member[] {
    return this.members.filter((member) => member.name === name && !member.leaving);
  }

  private async add(name: ServiceName): Promise<void> {
    const port = await freePort();
    const env = { ...this.env, ...keyEnv, HTTP_PORT: String(port), LOG_FORMAT: 'text' };
    const service = new Service(name, [`dist/apps/${name}/src/main.js`], env);
    service.start(this.startSettings());
    this.members.push({ name, service, port, leaving: false, paused: false });
  }

  private async retire(member: Member): Promise<void> {
    member.leaving = true;
    while (member.paused) await sleep(WATCH_MS);
    const code = await member.service.end('SIGTERM');
    // At a failpoint it may have died on its way out.
    if (code !== 0 && member.service.endedBy === null)
      this.crashed(member, `told to end, it left with ${String(code)}`);
  }

  private watch(member: Member): void {
    const { service, name, leaving } = member;
    if (leaving || service.running) return;
    if (service.endedBy === 'SIGKILL') this.counts.diedAtFailpoint[name] += 1;
    else this.crashed(member, 'it ended by itself');
    service.start(this.startSettings());
  }

  private crashed({ name, service }: Member, how: string): void {
    this.counts.crashed.push(`${name}: ${how}: ${service.output.trim().split('\n').slice(-3).join(' | ')}`);
  }

  private startSettings(): Record<string, string> {
    if (!this.armed || this.next() < 0.4) return {};
    const crash = `${pick(CRASHES, this.next)}:${1 + Math.floor(this.next() * MOST_PASSES)}`;
    const failing = this.next() < 0.5 ? `,handler:${FAILING_CALLS}` : '';
    return { BABELWIRE_FAILPOINT: crash + failing };
  }
}
