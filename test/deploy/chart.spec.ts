import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { CONSUMERS, Topics } from '#libs/contracts';
import * as tables from '#libs/service';
import { run } from '../services/processes.js';
import { promtool } from '../support/promtool.js';
import { chart, findHelm, helm, KUBERNETES, KubernetesSchemas, type Manifest, render, whyNoHelm } from './helm.js';
import { Network } from './network.js';

const root = join(chart, '..', '..', '..');
const observability = join(root, 'deploy', 'observability');
const valueFiles = readdirSync(join(chart, 'ci'));
const SERVICES = ['ingest', 'language', 'dedup', 'publish'];

/** A pod's description, as far as it is looked at here. */
interface PodSpec {
  automountServiceAccountToken?: boolean;
  serviceAccountName?: string;
  securityContext?: Record<string, unknown>;
  volumes?: { name: string }[];
  containers: {
    image: string;
    command: string[];
    securityContext?: Record<string, unknown>;
    resources?: { limits?: Record<string, string>; requests?: Record<string, string> };
    env?: { name: string; value: string }[];
    envFrom?: { secretRef: { name: string } }[];
    ports?: { name: string }[];
    volumeMounts?: { name: string }[];
  }[];
}

const ofKind = (manifests: Manifest[], kind: string): Manifest[] => manifests.filter((one) => one.kind === kind);
const named = (manifests: Manifest[]): string[] => manifests.map(({ metadata }) => metadata.name);
const isHook = ({ metadata }: Manifest): boolean => metadata.annotations?.['helm.sh/hook'] !== undefined;
const selects = (wanted: Record<string, string>, labels: Record<string, string> = {}): boolean =>
  Object.entries(wanted).every(([name, value]) => labels[name] === value);

interface Workload {
  manifest: Manifest;
  labels: Record<string, string>;
  pod: PodSpec;
}

function workloads(manifests: Manifest[]): Workload[] {
  return manifests.flatMap((manifest) => {
    const { kind, metadata, spec } = manifest;
    if (kind === 'Pod') return [{ manifest, labels: metadata.labels ?? {}, pod: spec as unknown as PodSpec }];
    const template = spec.template as { metadata: { labels: Record<string, string> }; spec: PodSpec } | undefined;
    return template === undefined ? [] : [{ manifest, labels: template.metadata.labels, pod: template.spec }];
  });
}

/** Each is half a megabyte to read and compile. */
const schemasOf = new Map<string, Promise<KubernetesSchemas>>();

const why = whyNoHelm();
if (why !== undefined) {
  if (process.env.CI === 'true') throw new Error(`the Helm chart can't be tested: ${why}`);
  process.stderr.write(`SKIPPED, no Helm: the chart (${why})\n`);
}
const describeWithHelm = why === undefined ? describe : describe.skip;

describeWithHelm('the Helm chart', () => {
  let command: string;
  beforeAll(async () => {
    command = await findHelm();
  }, 660_000);

  const template = (...args: string[]): ReturnType<typeof helm> => helm(command, 'template', 'desk', chart, ...args);

  it('is of the version of the package', () => {
    const { appVersion } = parse(readFileSync(join(chart, 'Chart.yaml'), 'utf8')) as { appVersion: string };
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    expect(appVersion).toBe(version);
  });

  it('says what is missing, and what contradicts itself', () => {
    expect(template().stderr).toMatch(/config\.KAFKA_BROKERS is not set/);
    const broker = ['--set', 'config.KAFKA_BROKERS=kafka:9092'];
    expect(template(...broker).stderr).toMatch(/MONGODB_URI is not set/);
    const uri = ['--set', 'secrets.MONGODB_URI=mongodb://mongo'];
    expect(template(...broker, ...uri, '--set', 'existingSecret=mine').stderr).toMatch(/both set/);
    expect(template(...broker, ...uri, '--set', 'config.MONGODB_URI=mongodb://mongo').stderr).toMatch(/give it once/);
    expect(template(...broker, ...uri, '--set', 'ingest.replica=3').stderr).toMatch(/'replica' not allowed/);
    expect(template(...broker, ...uri).code).toBe(0);
  });

  describe.each(valueFiles)('with %s', (values) => {
    let manifests: Manifest[];
    beforeAll(() => {
      manifests = render(command, values);
    });

    it('passes the linter', () => {
      const { code, stdout } = helm(command, 'lint', '--strict', chart, '--values', join(chart, 'ci', values));
      expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('0 chart(s) failed') });
    });

    it.each(KUBERNETES)('is valid by the schemas of Kubernetes %s', async (version) => {
      const opened = schemasOf.get(version) ?? KubernetesSchemas.open(version);
      schemasOf.set(version, opened);
      const schemas = await opened;
      // Of operators, whose schemas nobody has here.
      const foreign = ['ScaledObject', 'ServiceMonitor', 'PrometheusRule'];
      const own = render(command, values, '--kube-version', version).filter(({ kind }) => !foreign.includes(kind));
      expect(own.length).toBeGreaterThan(8);
      expect(own.flatMap((one) => schemas.faults(one))).toEqual([]);
    });

    it('runs what the image holds, with settings that are known', () => {
      const known = new Set(
        Object.values(tables).flatMap((table) => (typeof table === 'object' ? Object.keys(table) : [])),
      );
      for (const { pod } of workloads(manifests)) {
        for (const { command: run, env = [] } of pod.containers) {
          const entry = run.find((word) => word.startsWith('dist/'));
          if (entry) expect(existsSync(join(root, entry.replace(/^dist\/(.*)\.js$/, '$1.ts')))).toBe(true);
          expect(env.map(({ name }) => name).filter((name) => !known.has(name))).toEqual([]);
        }
      }
      expect(named(ofKind(manifests, 'Deployment')).map((name) => name.split('-').at(-1))).toEqual(SERVICES);
    });

    it('gives no pod a right that it does not need', () => {
      for (const { pod } of workloads(manifests)) {
        expect(pod.automountServiceAccountToken).toBe(false);
        expect(pod.securityContext).toMatchObject({
          runAsNonRoot: true,
          runAsUser: 1000,
          seccompProfile: { type: 'RuntimeDefault' },
        });
        for (const { securityContext, resources, volumeMounts = [] } of pod.containers) {
          expect(securityContext).toEqual({
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          });
          expect(resources?.limits?.memory).toBeDefined();
          expect(resources?.requests).toMatchObject({ cpu: expect.any(String), memory: expect.any(String) });
          expect(volumeMounts.map(({ name }) => name)).toEqual(pod.volumes?.map(({ name }) => name));
        }
      }
    });

    it('names only what is there', () => {
      const given = values.startsWith('secured') ? ['babelwire-secrets'] : [];
      const accounts = [...named(ofKind(manifests, 'ServiceAccount')), 'default', 'workloads'];
      for (const { manifest, pod } of workloads(manifests)) {
        // Before an install there are only hooks.
        const early = manifest.metadata.annotations?.['helm.sh/hook']?.startsWith('pre-') === true;
        const secrets = ofKind(manifests, 'Secret').filter((secret) => isHook(secret) === early);
        const wanted = pod.containers.flatMap(({ envFrom = [] }) => envFrom.map(({ secretRef }) => secretRef.name));
        expect([...given, ...named(secrets)]).toEqual(expect.arrayContaining(wanted));
        expect(accounts).toContain(pod.serviceAccountName ?? 'default');
        if (early) expect(named(ofKind(manifests, 'ServiceAccount'))).not.toContain(pod.serviceAccountName);
      }
      const deployments = ofKind(manifests, 'Deployment');
      const targets = manifests.flatMap(
        ({ spec }) => (spec.scaleTargetRef as { name: string } | undefined)?.name ?? [],
      );
      expect(named(deployments)).toEqual(expect.arrayContaining(targets));
      const backends = JSON.stringify(ofKind(manifests, 'Ingress')).matchAll(/"service":\{"name":"([^"]+)"/g);
      expect(named(ofKind(manifests, 'Service'))).toEqual(
        expect.arrayContaining([...backends].map((match) => match[1])),
      );
    });

    it('selects the pods of one service each', () => {
      const pods = workloads(manifests);
      const selectors = manifests.flatMap(({ kind, metadata, spec }) => {
        const found =
          kind === 'Service' ? spec.selector : (spec.selector as { matchLabels?: object } | undefined)?.matchLabels;
        return found && kind !== 'ServiceMonitor'
          ? [{ name: metadata.name, selector: found as Record<string, string> }]
          : [];
      });
      expect(selectors.length).toBeGreaterThanOrEqual(8);
      for (const { name, selector } of selectors) {
        expect(
          pods.filter(({ labels }) => selects(selector, labels)).map(({ manifest }) => manifest.metadata.name),
        ).toEqual([name]);
      }
      for (const { spec } of ofKind(manifests, 'Service')) {
        const [target] = pods.filter(({ labels }) => selects(spec.selector as Record<string, string>, labels));
        const ports = target?.pod.containers.flatMap(({ ports: own = [] }) => own.map(({ name }) => name));
        expect(ports).toEqual(
          expect.arrayContaining((spec.ports as { targetPort: string }[]).map((port) => port.targetPort)),
        );
      }
    });
  });

  it('scales by the lag of what is shared among replicas, and not by that of the one writer', () => {
    const objects = ofKind(render(command, 'secured-values.yaml'), 'ScaledObject');
    const triggers = objects.flatMap(({ spec }) =>
      (spec.triggers as { metadata: Record<string, string>; authenticationRef: object }[]).map((one) => one.metadata),
    );
    const shared = CONSUMERS.filter(({ topic }) => topic !== Topics.articlesFingerprinted);
    expect(triggers.map(({ consumerGroup, topic }) => `${consumerGroup} ${topic}`).sort()).toEqual(
      shared.map(({ service, topic }) => `desk.babelwire.${service} desk.${topic}`).sort(),
    );
    expect(triggers[0]).toMatchObject({ sasl: 'scram_sha512', tls: 'enable', lagThreshold: '200' });
    // Who scales sets the number of replicas; an upgrade must not set it back.
    expect(
      ofKind(render(command, 'secured-values.yaml'), 'Deployment').filter(({ spec }) => 'replicas' in spec),
    ).toEqual([]);
  });

  describe('for Prometheus and Grafana', () => {
    let manifests: Manifest[];
    beforeAll(() => {
      manifests = render(command, 'secured-values.yaml');
    });

    it('gives nothing to operators that may not be there, unless it is asked to', () => {
      const kinds = render(command, 'minimal-values.yaml').map(({ kind }) => kind);
      expect(kinds.filter((kind) => /Prometheus|Monitor|ConfigMap/.test(kind))).toEqual([]);
    });

    it('has the alerts that compose has, with runbooks that can be opened', async () => {
      const [rule] = ofKind(manifests, 'PrometheusRule');
      const text = readFileSync(join(observability, 'alerts.yml'), 'utf8');
      const elsewhere = text.replaceAll(
        'runbook_url: docs/',
        'runbook_url: https://git.example/babelwire/blob/main/docs/',
      );
      expect(elsewhere).not.toBe(text);
      expect(rule?.spec).toEqual(parse(elsewhere));
      expect(rule?.metadata.labels).toMatchObject({ release: 'prometheus' });
      // The operator hands `groups` on as they are.
      const folder = mkdtempSync(join(tmpdir(), 'babelwire-rules-'));
      writeFileSync(join(folder, 'rules.yml'), stringify(rule?.spec));
      await expect(run(await promtool(), ['check', 'rules', 'rules.yml'], 60_000, folder)).resolves.toContain(
        'SUCCESS',
      );
      rmSync(folder, { recursive: true });
    });

    it('is scraped so that the alerts know its jobs and services, whatever the release is called', () => {
      const [monitor] = ofKind(manifests, 'ServiceMonitor');
      const [endpoint] = (monitor?.spec.endpoints ?? []) as {
        honorLabels: boolean;
        relabelings: { sourceLabels: string[]; targetLabel: string; replacement: string }[];
      }[];
      // The operator adds a label `service`; ours must win.
      expect(endpoint?.honorLabels).toBe(true);
      const services = ofKind(manifests, 'Service');
      const [relabeling] = endpoint?.relabelings ?? [];
      const prefix = '__meta_kubernetes_service_label_';
      const jobs = services.map(({ metadata: { labels = {} } }) => {
        const seen = new Map(Object.entries(labels).map(([name, value]) => [prefix + name.replace(/\W/g, '_'), value]));
        return relabeling?.replacement.replace('$1', seen.get(relabeling.sourceLabels[0] ?? '') ?? '');
      });
      expect(relabeling?.targetLabel).toBe('job');
      expect(jobs.sort()).toEqual(SERVICES.map((service) => `babelwire-${service}`).sort());
    });

    it('has the dashboard that compose has, for another data source', () => {
      const [map] = ofKind(manifests, 'ConfigMap') as (Manifest & { data: Record<string, string> })[];
      expect(map?.metadata).toMatchObject({
        labels: { grafana_dashboard: '1' },
        annotations: { grafana_folder: 'Babelwire' },
      });
      const ours = readFileSync(join(observability, 'grafana', 'dashboards', 'babelwire.json'), 'utf8');
      expect(JSON.parse(map?.data['babelwire.json'] ?? '')).toEqual(
        JSON.parse(ours.replaceAll('"babelwire-prometheus"', '"prometheus"')),
      );
      expect(ours).toContain('"babelwire-prometheus"');
    });
  });

  it('starts new pods when a secret of the release changes', () => {
    const pods = (uri: string): unknown[] =>
      ofKind(render(command, 'minimal-values.yaml', '--set', `secrets.MONGODB_URI=${uri}`), 'Deployment').map(
        ({ spec }) => spec.template,
      );
    expect(pods('mongodb://a')).toEqual(pods('mongodb://a'));
    expect(pods('mongodb://a')).not.toEqual(pods('mongodb://b'));
  });

  it('lets through what the line needs, and nothing else', () => {
    const manifests = render(command, 'secured-values.yaml');
    const network = new Network(manifests);
    const pod = Object.fromEntries(
      workloads(manifests).map(({ labels }) => [labels['app.kubernetes.io/component'] ?? '', labels]),
    ) as Record<'ingest' | 'language' | 'dedup' | 'publish' | 'setup' | 'test', Record<string, string>>;
    const elsewhere = { labels: { app: 'shop' }, namespace: { 'kubernetes.io/metadata.name': 'shop' } };
    const proxy = { namespace: { 'kubernetes.io/metadata.name': 'ingress-nginx' } };
    const prometheus = { namespace: { 'kubernetes.io/metadata.name': 'monitoring' } };
    expect(network.reaches(proxy, pod.publish, 'http')).toBe(true);
    expect(network.reaches({ labels: pod.publish }, pod.ingest, 'http')).toBe(true);
    expect(network.reachesOut(pod.publish, { labels: pod.ingest }, 'http')).toBe(true);
    for (const service of [pod.ingest, pod.language, pod.dedup, pod.publish]) {
      expect(network.reaches(elsewhere, service, 'http')).toBe(false);
      expect(network.reaches(elsewhere, service, 'metrics')).toBe(false);
      expect(network.reaches(prometheus, service, 'metrics')).toBe(true);
      expect(network.reaches({ labels: pod.test }, service, 'http')).toBe(true);
      expect(network.reachesOut(pod.test, { labels: service }, 'http')).toBe(true);
      expect(network.reachesOut(service, elsewhere, 9093)).toBe(true);
      expect(network.reachesOut(service, elsewhere, 27017)).toBe(true);
      expect(network.reachesOut(service, elsewhere, 53)).toBe(true);
      expect(network.reachesOut(service, elsewhere, 4318)).toBe(true);
      expect(network.reachesOut(service, elsewhere, 443)).toBe(false);
      for (const address of ['10.0.0.5', '169.254.169.254', 'fd00::1'])
        expect(network.reachesOut(service, { address }, 443)).toBe(false);
      const goesOut = service === pod.ingest || service === pod.publish;
      for (const address of ['198.51.100.7', '2001:db8::7'])
        expect(network.reachesOut(service, { address }, 443)).toBe(goesOut);
    }
    expect(network.reachesOut(pod.setup, elsewhere, 9093)).toBe(true);
  });
});
