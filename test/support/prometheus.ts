import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { freePort, portOpen, startProcess, temporaryFolder } from '../services/processes.js';
import { prometheusServer } from './promtool.js';

const shipped = join(import.meta.dirname, '..', '..', 'deploy', 'observability');

/** What all times of the rules are divided by. */
const FASTER = 60;
/** But no window becomes shorter than this, ms: a consumer that waits tries again, and says so, every five seconds. */
const SHORTEST_WINDOW_MS = 8_000;
const SCRAPE_MS = 1000;
const EVALUATION_MS = 500;

const MS = { s: 1000, m: 60_000, h: 3_600_000 };
const DURATION = /\b(\d+)([smh])\b/g;

interface Rule {
  alert: string;
  expr: string;
  for?: string;
}

/** Rules as they are, but for their times. */
function hastened(rules: string): string {
  const shorter = (text: string, leastMs = 0): string =>
    text.replace(DURATION, (_, count: string, unit: keyof typeof MS) => {
      return `${Math.max((Number(count) * MS[unit]) / FASTER, leastMs)}ms`;
    });
  const file = parse(rules) as { groups: { rules: Rule[] }[] };
  for (const rule of file.groups.flatMap((group) => group.rules)) {
    // [30m:1m]: a window, and how often in it.
    rule.expr = rule.expr.replace(/\[(\w+)(:\w+)?\]/g, (_, window: string, step = '') => {
      return `[${shorter(window, SHORTEST_WINDOW_MS)}${shorter(String(step))}]`;
    });
    if (rule.for !== undefined) rule.for = shorter(rule.for);
  }
  return stringify(file);
}

interface Alert {
  labels: { alertname: string } & Record<string, string>;
  state: 'pending' | 'firing';
}

/** A real Prometheus with the configuration and the rules that we ship, at processes on this machine and faster. */
export class Prometheus {
  private constructor(
    private readonly url: string,
    /** Ends it at once and synchronously: for `process.on('exit')`. */
    readonly kill: () => void,
    readonly stop: () => Promise<void>,
  ) {}

  /** @param ports where each service tells its metrics */
  static async start(ports: Record<string, number>): Promise<Prometheus> {
    const [folder, port] = [await temporaryFolder('prometheus'), await freePort()];
    writeFileSync(join(folder, 'alerts.yml'), hastened(readFileSync(join(shipped, 'alerts.yml'), 'utf8')));
    const { scrape_configs: jobs, ...rest } = parse(readFileSync(join(shipped, 'prometheus.yml'), 'utf8')) as {
      scrape_configs: { job_name: string; dns_sd_configs: { names: string[] }[] }[];
    };
    const here = jobs.map(({ job_name, dns_sd_configs: found }) => {
      const targets = found.flatMap(({ names }) => names.map((name) => `127.0.0.1:${ports[name] ?? 0}`));
      return { job_name, static_configs: [{ targets }] };
    });
    const global = {
      scrape_interval: `${SCRAPE_MS}ms`,
      scrape_timeout: `${SCRAPE_MS}ms`,
      evaluation_interval: `${EVALUATION_MS}ms`,
    };
    writeFileSync(join(folder, 'prometheus.yml'), stringify({ ...rest, global, scrape_configs: here }));
    const address = `127.0.0.1:${port}`;
    const server = startProcess(
      await prometheusServer(),
      [
        `--config.file=${join(folder, 'prometheus.yml')}`,
        `--storage.tsdb.path=${join(folder, 'data')}`,
        `--web.listen-address=${address}`,
      ],
      folder,
      port,
    );
    await portOpen(port, server.gone);
    return new Prometheus(`http://${address}`, server.kill, server.stop);
  }

  /** Alerts by name, what they are about, and the code, if they have one: `ServiceDown babelwire-language`. In order. */
  async alerts(state: Alert['state']): Promise<string[]> {
    const { alerts } = await this.ask<{ alerts: Alert[] }>('alerts');
    return alerts
      .filter((alert) => alert.state === state)
      .map(({ labels: { alertname, job, service, group, topic, code } }) =>
        [alertname.replace('Babelwire', ''), service ?? job ?? group ?? topic, code].filter(Boolean).join(' '),
      )
      .sort();
  }

  /** Targets by job: whether the last scrape was well. */
  async targets(): Promise<Map<string, boolean>> {
    const { activeTargets } = await this.ask<{ activeTargets: { labels: { job: string }; health: string }[] }>(
      'targets?state=active',
    );
    return new Map(activeTargets.map(({ labels, health }) => [labels.job, health === 'up']));
  }

  private async ask<T>(what: string): Promise<T> {
    const response = await fetch(`${this.url}/api/v1/${what}`);
    return ((await response.json()) as { data: T }).data;
  }
}
