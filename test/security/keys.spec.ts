import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditPage, KeyList, KeyView, MintedKeyView } from '#apps/publish';
import type { Problem } from '#libs/platform';
import { describeWithServices } from '../services/index.js';
import { babelwire } from '../support/command.js';
import { eventually } from '../support/http.js';
import { keyEnv, keyHeaders } from '../support/key.js';
import { DistributedLineUnderTest, EmbeddedLineUnderTest, type LineUnderTest } from '../support/lines.js';

/** What is promised of a revocation, ms. */
const WITHIN_MS = 5000;
const bearer = (key: string): Record<string, string> => ({ authorization: `Bearer ${key}` });

interface Called<T> {
  status: number;
  answer: T;
}

interface UnderTest {
  line: LineUnderTest;
  /** Where publish answers, each replica of it. */
  replicas: string[];
  ingest: string;
}

function keysSuite(start: () => Promise<UnderTest>): void {
  let under: UnderTest;
  const api = (): string => under.replicas[0]!;

  beforeAll(async () => {
    under = await start();
  }, 240_000);
  afterAll(() => under.line.stop());

  async function call<T>(
    method: string,
    url: string,
    body?: object,
    headers: Record<string, string> = keyHeaders,
  ): Promise<Called<T>> {
    const response = await fetch(url, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, answer: (isJson ? JSON.parse(text) : text) as T };
  }

  async function make(name: string, ...scopes: string[]): Promise<MintedKeyView> {
    const { status, answer } = await call<MintedKeyView>('POST', `${api()}/v1/keys`, { name, scopes });
    expect(status).toBe(201);
    return answer;
  }

  const reads = async (key: string, url = api()): Promise<number> =>
    (await call('GET', `${url}/v1/articles`, undefined, bearer(key))).status;

  it('a key opens what its scopes say, in every replica, as soon as it is made', async () => {
    const reader = await make('reader', 'read');
    const sender = await make('sender', 'ingest');
    const admin = await make('another admin', 'admin');
    expect(reader.key).toMatch(/^bw_[0-9a-z]{10}_[0-9a-f]{64}$/);
    const page = { html: '<p>Three words here.</p>' };
    for (const url of under.replicas) {
      const outcome = async ({ key }: MintedKeyView): Promise<number[]> => [
        (await call('GET', `${url}/v1/articles`, undefined, bearer(key))).status,
        (await call('POST', `${under.ingest}/v1/captures`, page, bearer(key))).status,
        (await call('GET', `${under.ingest}/v1/sources`, undefined, bearer(key))).status,
        (await call('DELETE', `${under.ingest}/v1/sources/none`, undefined, bearer(key))).status,
        (await call('GET', `${url}/v1/keys`, undefined, bearer(key))).status,
        (await call('GET', `${url}/v1/audit`, undefined, bearer(key))).status,
        (await call('GET', `${url}/metrics`, undefined, bearer(key))).status,
      ];
      expect(await outcome(reader)).toEqual([200, 403, 200, 403, 403, 403, 200]);
      expect(await outcome(sender)).toEqual([403, 202, 403, 403, 403, 403, 403]);
      expect(await outcome(admin)).toEqual([200, 202, 200, 404, 200, 200, 200]);
    }
    const refused = await call<Problem>('GET', `${api()}/v1/keys`, undefined, bearer(reader.key));
    expect(refused.answer.type).toBe('urn:babelwire:problem:scope-missing');
    expect(refused.answer.detail).toContain('this needs the scope admin');
  });

  it('a revoked key is refused by every replica within five seconds', async () => {
    const key = await make('leaked', 'read');
    for (const url of under.replicas) expect(await reads(key.key, url)).toBe(200);
    const { answer } = await call<KeyView>('POST', `${api()}/v1/keys/${key.id}/revoke`, {});
    expect(answer.state).toBe('revoked');
    for (const url of under.replicas) {
      await eventually('a refusal', async () => ((await reads(key.key, url)) === 401 ? true : undefined), WITHIN_MS);
    }
    const { answer: told } = await call<Problem>('GET', `${api()}/v1/articles`, undefined, bearer(key.key));
    expect(told.type).toBe('urn:babelwire:problem:key-revoked');
  });

  it('a rotated key opens as long as it was given, and its successor goes on', async () => {
    const old = await make('turning', 'read');
    const rotated = await call<MintedKeyView>('POST', `${api()}/v1/keys/${old.id}/rotate`, { overlapSeconds: 3 });
    const next = rotated.answer;
    expect(next).toMatchObject({ name: 'turning', scopes: ['read'] });
    expect(await reads(old.key)).toBe(200);
    expect(await reads(next.key)).toBe(200);
    await eventually('the end of the old', async () => ((await reads(old.key)) === 401 ? true : undefined), 10_000);
    expect(await reads(next.key)).toBe(200);
    const again = await call<Problem>('POST', `${api()}/v1/keys/${old.id}/rotate`, {});
    expect(again.status).toBe(409);
  });

  it('keys are listed without what opens', async () => {
    const { answer } = await call<KeyList>('GET', `${api()}/v1/keys`);
    expect(answer.items.length).toBeGreaterThan(3);
    expect(JSON.stringify(answer)).not.toMatch(/secret|[0-9a-f]{64}/i);
  });

  it.each([
    ['no name', { scopes: ['read'] }, 'name'],
    ['a scope that there is not', { name: 'x', scopes: ['root'] }, 'scopes'],
    ['no scope', { name: 'x', scopes: [] }, 'scopes'],
    ['an operator for a name', { name: { $gt: '' }, scopes: ['read'] }, 'name'],
    ['an end in the past', { name: 'x', scopes: ['read'], expiresAt: '2020-01-01T00:00:00Z' }, 'expiresAt'],
  ])('no key is made with %s', async (_, body, field) => {
    const { status, answer } = await call<Problem>('POST', `${api()}/v1/keys`, body);
    expect(status).toBe(400);
    expect(answer.errors?.map((fault) => fault.field)).toContain(field);
  });

  it('the audit log tells who did what, and what came of it, without secrets', async () => {
    const admin = await make('auditor', 'admin');
    const { answer: made } = await call<MintedKeyView>(
      'POST',
      `${api()}/v1/keys`,
      { name: 'made by the auditor', scopes: ['read'] },
      bearer(admin.key),
    );
    await call('DELETE', `${under.ingest}/v1/sources/not-there`, undefined, bearer(admin.key));
    const { answer } = await call<AuditPage>('GET', `${api()}/v1/audit?by=${admin.id}`);
    expect(answer.items.map(({ action, outcome, targets, byName }) => ({ action, outcome, targets, byName }))).toEqual([
      { action: 'sources.remove', outcome: 'refused', targets: ['not-there'], byName: 'auditor' },
      { action: 'keys.create', outcome: 'done', targets: [made.id], byName: 'auditor' },
    ]);
    expect(JSON.stringify(answer)).not.toContain(made.key.slice(14));
  });

  it('the command line makes, lists and revokes keys, and reads the audit log', async () => {
    const made = await babelwire(['keys', 'create', '--name', 'by hand', '--scope', 'read', '--api', api()]);
    expect(made).toMatchObject({ code: 0, out: expect.stringMatching(/^bw_[0-9a-z]{10}_[0-9a-f]{64}\n$/) });
    expect(await reads(made.out.trim())).toBe(200);
    const id = made.out.slice(3, 13);
    const listed = await babelwire(['keys', 'list', '--api', api()]);
    expect(listed.out).toContain(id);
    expect((await babelwire(['keys', 'revoke', id, '--api', api()])).code).toBe(0);
    const audited = await babelwire(['audit', '--action', 'keys.revoke', '--api', api()]);
    expect(audited.out).toContain(id);
    const without = await babelwire(['keys', 'list', '--api', api()], { BABELWIRE_API_KEY: '' });
    expect(without).toMatchObject({ code: 1, said: expect.stringContaining('BABELWIRE_API_KEY') });
  });
}

describe('keys, in one process', () => {
  keysSuite(async () => {
    const line = await EmbeddedLineUnderTest.start(keyEnv);
    return { line, replicas: [line.client.publishUrl], ingest: line.client.ingestUrl };
  });
});

describeWithServices('keys, on MongoDB', () => {
  keysSuite(async () => {
    const line = await DistributedLineUnderTest.start('keys', { services: ['ingest', 'publish'] });
    const { url } = await line.addReplica('publish');
    return { line, replicas: [line.client.publishUrl, url], ingest: line.client.ingestUrl };
  });
});
