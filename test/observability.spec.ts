import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parser } from '@prometheus-io/lezer-promql';
import { parse } from 'yaml';
import { Metrics } from '#libs/platform';
import { run } from './services/processes.js';
import { hasPrometheus, promtool } from './support/promtool.js';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'deploy', 'observability');
const read = (...path: string[]): string => readFileSync(join(root, ...path), 'utf8');

interface Rule {
  alert: string;
  expr: string;
  labels: { severity: string };
  annotations: { summary: string; runbook_url: string };
}
interface Panel {
  title: string;
  targets?: { expr: string }[];
}
interface Container {
  image?: string;
  profiles?: string[];
  volumes?: string[];
  ports?: string[];
}

const yaml = (...path: string[]): unknown => parse(read(...path), { merge: true });
const { groups } = yaml('deploy', 'observability', 'alerts.yml') as { groups: { rules: Rule[] }[] };
const rules = groups.flatMap((group) => group.rules);
const dashboard = JSON.parse(read('deploy', 'observability', 'grafana', 'dashboards', 'babelwire.json')) as {
  panels: Panel[];
};
const expressions = [
  ...rules.map(({ alert, expr }) => ({ of: alert, expr })),
  ...dashboard.panels.flatMap(({ title, targets = [] }) =>
    // Grafana puts a duration there.
    targets.map(({ expr }) => ({ of: title, expr: expr.replaceAll('$__rate_interval', '1m') })),
  ),
];
const runbook = read('docs', 'operations.md');

/** Labels that Prometheus adds to what it scrapes, and the one that every metric of ours has. */
const EVERYWHERE = ['job', 'instance', 'service', 'le'];
/** Series that Prometheus makes itself. */
const PROMETHEUS = new Map([
  ['up', ['job', 'instance']],
  ['ALERTS', ['alertname', 'alertstate']],
]);

/** The names of series that the registry gives, with the labels of each. */
async function series(): Promise<Map<string, string[]>> {
  const { registry } = new Metrics({ service: 'test' });
  const found = new Map(PROMETHEUS);
  for (const { name, type } of await registry.getMetricsAsJSON()) {
    const { labelNames = [] } = registry.getSingleMetric(name) as unknown as { labelNames?: string[] };
    // prom-client names kinds by words, and declares numbers.
    const isHistogram = String(type) === 'histogram';
    for (const suffix of isHistogram ? ['_bucket', '_sum', '_count'] : ['']) {
      found.set(`${name}${suffix}`, [...labelNames, ...EVERYWHERE]);
    }
  }
  return found;
}

/** The selectors of an expression: the metric, and the labels it is selected by. */
function selectors(expr: string): { metric: string; labels: string[] }[] {
  const found: { metric: string; labels: string[] }[] = [];
  parser.parse(expr).iterate({
    enter: (node) => {
      const text = expr.slice(node.from, node.to);
      if (node.type.isError) throw new Error(`no PromQL at ${node.from}: ${expr}`);
      if (node.name === 'VectorSelector') found.push({ metric: '', labels: [] });
      const selector = found.at(-1);
      if (selector === undefined) return;
      if (node.name === 'Identifier') selector.metric = text;
      if (node.name === 'LabelName' && node.node.parent?.name === 'UnquotedLabelMatcher') selector.labels.push(text);
    },
  });
  return found;
}

describe('the alerts', () => {
  it('each have a section in the runbook that their address leads to, and no section is left over', () => {
    expect(rules.length).toBeGreaterThan(10);
    const headings = [...runbook.matchAll(/^### (Babelwire\w+)$/gm)].map(([, name]) => name);
    expect(headings.sort()).toEqual(rules.map(({ alert }) => alert).sort());
    for (const { alert, annotations } of rules) {
      expect(annotations.runbook_url).toBe(`docs/operations.md#${alert.toLowerCase()}`);
      expect(annotations.summary).not.toBe('');
    }
    expect(new Set(rules.map(({ labels }) => labels.severity))).toEqual(new Set(['critical', 'warning']));
  });

  it('lead from one section of the runbook to others that are there', () => {
    const anchors = new Set([...runbook.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) => title.toLowerCase()));
    const links = [...runbook.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor = '']) => anchor);
    expect(links.length).toBeGreaterThan(5);
    expect(links.filter((anchor) => !anchors.has(anchor.replaceAll('-', ' ')))).toEqual([]);
  });

  it('each are tested, where they sound and where not', () => {
    const { tests } = yaml('deploy', 'observability', 'alerts.test.yml') as {
      tests: { alert_rule_test: { alertname: string; exp_alerts?: unknown[] }[] }[];
    };
    const sounding = tests.flatMap(({ alert_rule_test: cases }) =>
      cases.filter(({ exp_alerts: expected = [] }) => expected.length > 0).map(({ alertname }) => alertname),
    );
    expect([...new Set(sounding)].sort()).toEqual(rules.map(({ alert }) => alert).sort());
  });

  const ready = hasPrometheus();
  if (!ready) {
    if (process.env.CI) throw new Error('promtool is not to be had, and CI must check the rules with it');
    process.stderr.write('SKIPPED, no promtool: the rules as Prometheus itself checks and tests them\n');
  }
  (ready ? describe : describe.skip)(`as Prometheus itself sees them${ready ? '' : ' — SKIPPED, no promtool'}`, () => {
    let tool: string;
    beforeAll(async () => {
      tool = await promtool();
    }, 400_000);

    it.each([
      ['the rules', ['check', 'rules', 'alerts.yml']],
      ['what they do', ['test', 'rules', 'alerts.test.yml']],
      ['the configuration', ['check', 'config', 'prometheus.yml']],
    ])('%s', async (_, args) => {
      await expect(run(tool, args, 60_000, folder)).resolves.toContain('SUCCESS');
    });
  });
});

describe('alerts and dashboard', () => {
  it('ask for metrics and labels that there are', async () => {
    const known = await series();
    const unknown = expressions.flatMap(({ of, expr }) =>
      selectors(expr).flatMap(({ metric, labels }) => {
        const has = known.get(metric);
        if (has === undefined) return [`${of}: ${metric}`];
        return labels.filter((label) => !has.includes(label)).map((label) => `${of}: ${metric}{${label}}`);
      }),
    );
    expect(expressions.flatMap(({ expr }) => selectors(expr)).length).toBeGreaterThan(50);
    expect(unknown).toEqual([]);
  });

  it('leave no metric of ours unseen', () => {
    const { registry } = new Metrics({ service: 'test' });
    const asked = new Set(expressions.flatMap(({ expr }) => selectors(expr).map(({ metric }) => metric)));
    const own = registry.getMetricsAsArray().flatMap(({ name }) => (name.startsWith('babelwire_') ? [name] : []));
    const unseen = own.filter((name) => !['', '_bucket', '_sum', '_count'].some((suffix) => asked.has(name + suffix)));
    // Beside what was committed, it tells only repeats.
    expect(unseen).toEqual(['babelwire_messages_handled_total']);
  });
});

describe('the profile observability', () => {
  const { services, volumes } = yaml('docker-compose.yml') as {
    services: Record<string, Container>;
    volumes: Record<string, unknown>;
  };
  const profile = Object.entries(services).filter(([, { profiles }]) => profiles?.includes('observability'));

  it('mounts files that are there, into containers of pinned images, with ports on loopback alone', () => {
    expect(profile.map(([name]) => name).sort()).toEqual(['grafana', 'jaeger', 'prometheus']);
    for (const [, { image = '', volumes: mounts = [], ports = [] }] of profile) {
      expect(image).toMatch(/^\$\{[A-Z]+_IMAGE:-[a-z/]+:v?\d+\.\d+\.\d+\}$/);
      for (const port of ports) expect(port).toMatch(/^\$\{[A-Z]+_BIND:-127\.0\.0\.1:\d+\}:\d+$/);
      for (const mount of mounts) {
        const [from = ''] = mount.split(':');
        if (from.startsWith('.')) expect([from, existsSync(join(root, from))]).toEqual([from, true]);
        else expect(Object.keys(volumes)).toContain(from);
      }
    }
  });

  it('scrapes every service at the port that its image opens', () => {
    const { scrape_configs: jobs } = yaml('deploy', 'observability', 'prometheus.yml') as {
      scrape_configs: { job_name: string; dns_sd_configs: { names: string[]; port: number }[] }[];
    };
    const scraped = jobs.flatMap(({ dns_sd_configs: found }) => found.flatMap(({ names }) => names));
    const own = Object.entries(yaml('docker-compose.yml') as object).flatMap(([key, value]) =>
      key === 'services' ? Object.entries(value as Record<string, { command?: unknown }>) : [],
    );
    const long = own.filter(([, { command }]) => JSON.stringify(command ?? '').includes('dist/apps/'));
    expect(scraped.sort()).toEqual(long.map(([name]) => name).sort());
    const [, port] = /METRICS_PORT=(\d+)/.exec(read('deploy', 'Dockerfile')) ?? [];
    for (const job of jobs) {
      expect(job.job_name).toMatch(/^babelwire-/);
      expect(job.dns_sd_configs.map((found) => String(found.port))).toEqual([port]);
    }
  });

  it('gives Grafana a dashboard whose data sources are provisioned', () => {
    const provisioned = yaml('deploy', 'observability', 'grafana', 'provisioning', 'datasources', 'babelwire.yml') as {
      datasources: { uid: string; url: string }[];
    };
    const uids = provisioned.datasources.map(({ uid }) => uid);
    const used = [...JSON.stringify(dashboard).matchAll(/"datasource":\{[^}]*"uid":"([^"]+)"/g)].map(([, uid]) => uid);
    expect(used.length).toBeGreaterThan(20);
    expect(used.filter((uid) => !uids.includes(uid ?? ''))).toEqual([]);
    for (const { url } of provisioned.datasources) expect(Object.keys(services)).toContain(new URL(url).hostname);
    const mounts = services.grafana?.volumes ?? [];
    const provider = yaml('deploy', 'observability', 'grafana', 'provisioning', 'dashboards', 'babelwire.yml') as {
      providers: { options: { path: string } }[];
    };
    const [path = ''] = provider.providers.map(({ options }) => options.path);
    const [from] = mounts.filter((mount) => mount.includes(`:${path}`)).map((mount) => mount.split(':')[0] ?? '');
    expect(existsSync(join(root, from ?? '', 'babelwire.json'))).toBe(true);
    expect(dirname(join(root, from ?? '', 'babelwire.json'))).toBe(join(folder, 'grafana', 'dashboards'));
  });
});
