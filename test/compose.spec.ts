import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import * as tables from '#libs/service';

const root = join(import.meta.dirname, '..');
const text = readFileSync(join(root, 'docker-compose.yml'), 'utf8');

interface Service {
  environment?: Record<string, unknown>;
  ports?: string[];
  profiles?: string[];
  mem_limit?: string;
}

const { services } = parse(text, { merge: true }) as { services: Record<string, Service> };
/** The containers of the profile observability are not ours: they read no settings of the line. */
const ours = Object.entries(services).filter(([, { profiles = [] }]) => !profiles.includes('observability'));

/** Every `${NAME}` and `${NAME:-default}` of the file, with its default. */
const asked = new Map(
  [...text.matchAll(/(?<!\$)\$\{(\w+)(?::?-([^}]*))?\}/g)].map(([, name = '', value = '']) => [name, value]),
);
/** Every `# NAME=default` of .env.example. */
const shown = new Map(
  [...readFileSync(join(root, '.env.example'), 'utf8').matchAll(/^# ([A-Z][A-Z0-9_]*)=(.*)$/gm)].map(
    ([, name = '', value = '']) => [name, value],
  ),
);

/** Every setting that a service may have, by its name. */
const settings = new Map(
  Object.entries(tables)
    .filter(([name]) => name.endsWith('Settings'))
    .flatMap(([, table]) => Object.entries(table as Record<string, { default?: string | number | readonly string[] }>)),
);

describe('docker-compose.yml', () => {
  it('finds the variables that it is about', () => {
    expect(asked.size).toBeGreaterThan(25);
    expect(settings.size).toBeGreaterThan(40);
  });

  it('has every variable in .env.example, and no other is there', () => {
    expect([...asked.keys()].sort()).toEqual([...shown.keys()].sort());
  });

  it('is shown with its true defaults: those of the file, or else of the service', () => {
    const wrong = [...shown].filter(([name, value]) => {
      const here = asked.get(name) ?? '';
      return value !== (here === '' ? String(settings.get(name)?.default ?? '') : here);
    });
    expect(wrong).toEqual([]);
  });

  it('gives the services no variable that they do not know', () => {
    // The command line's own, and those of the image.
    const others = ['BABELWIRE_API', 'BABELWIRE_API_KEY_FILE'];
    const given = ours.flatMap(([name, { environment = {} }]) => (name === 'kafka' ? [] : Object.keys(environment)));
    expect([...new Set(given)].filter((name) => !settings.has(name) && !others.includes(name))).toEqual([]);
  });

  it('opens the ports of the API alone, on loopback', () => {
    const open = ours.flatMap(([name, { ports = [] }]) => ports.map((port) => `${name} ${port}`));
    expect(open).toEqual([
      'ingest ${INGEST_BIND:-127.0.0.1:8081}:8080',
      'publish ${PUBLISH_BIND:-127.0.0.1:8080}:8080',
    ]);
  });

  it('limits the memory of every container', () => {
    expect(ours.filter(([, { mem_limit }]) => mem_limit === undefined).map(([name]) => name)).toEqual([]);
  });
});
