import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { systemClock } from '#libs/fetch';
import { createStore, type Source, type Store } from '#libs/store';
import { newSource } from '../sources/new-source.js';
import { Web } from '../web/web.js';
import { takeTurn } from './take-turn.js';
import type { TurnTools } from './turn.js';

const MINUTE = 60_000;
/** What a list may have (52 MB), and more. */
const MUCH = Buffer.alloc(120_000_000);
const XML = { 'content-type': 'application/rss+xml' };

const entities = Array.from({ length: 9 }, (_, n) => `<!ENTITY e${n + 1} "${`&e${n};`.repeat(10)}">`).join('');
const ENTITY_BOMB = `<!DOCTYPE rss [<!ENTITY e0 "ha">${entities}]><rss version="2.0"><channel><title>&e9;</title></channel></rss>`;
const EXTERNAL =
  '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss version="2.0"><channel><title>&x;</title></channel></rss>';

/** What a site does to whoever asks, and the code that its source has then. */
const ATTACKS: [string, string, RequestListener][] = [
  [
    'a gzip bomb',
    'fetch.compression-bomb',
    (_, response) => {
      sendAs(response, 'gzip', gzipSync(MUCH));
    },
  ],
  [
    'a brotli bomb',
    'fetch.compression-bomb',
    (_, response) => {
      sendAs(response, 'br', brotliCompressSync(MUCH.subarray(0, 60_000_000)));
    },
  ],
  [
    'a bomb in a bomb',
    'fetch.compression-bomb',
    (_, response) => {
      sendAs(response, 'gzip, gzip', gzipSync(gzipSync(MUCH)));
    },
  ],
  ['nested entities', 'xml-entities', (_, response) => response.writeHead(200, XML).end(ENTITY_BOMB)],
  ['external entities', 'xml-entities', (_, response) => response.writeHead(200, XML).end(EXTERNAL)],
  [
    'a redirect to itself',
    'fetch.redirect-loop',
    (request, response) => response.writeHead(302, { location: request.url }).end(),
  ],
  [
    'endless redirects',
    'fetch.too-many-redirects',
    (request, response) => response.writeHead(302, { location: `${request.url ?? ''}x` }).end(),
  ],
  [
    'a redirect to the metadata of a cloud',
    'fetch.address-refused',
    (_, response) => response.writeHead(302, { location: 'http://169.254.169.254/latest' }).end(),
  ],
  [
    'endless headers',
    'fetch.headers-too-large',
    (_, response) => response.writeHead(200, { 'x-long': 'x'.repeat(200_000) }).end(),
  ],
  [
    'a page where the feed was',
    'not-a-feed',
    (_, response) => response.writeHead(200, XML).end('<!doctype html><p>Sold'),
  ],
  [
    'an answer cut off',
    'fetch.connection-lost',
    (_, response) => {
      response.writeHead(200, { ...XML, 'content-length': '1000' }).write('<rss>', () => response.destroy());
    },
  ],
];

function sendAs(response: Parameters<RequestListener>[1], encoding: string, body: Buffer): void {
  response.writeHead(200, { ...XML, 'content-encoding': encoding }).end(body);
}

describe('the source of a site that means harm', () => {
  const folder = mkdtempSync(join(tmpdir(), 'babelwire-hostile-'));
  let server: Server;
  let origin = '';
  let store: Store;
  let web: Web;

  beforeAll(async () => {
    server = createServer((request, response) => {
      const index = /^\/(\d+)\//.exec(request.url ?? '')?.[1];
      const attack = index === undefined ? undefined : ATTACKS[Number(index)];
      if (attack === undefined) response.writeHead(404).end();
      else attack[2](request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    store = await createStore({ kind: 'embedded', database: join(folder, 'store.db') });
    await store.migrate();
    const options = { contact: 'https://press.example/crawler', allow: [new URL(origin).host], concurrency: 2 };
    const parts = { hosts: store.hosts, owner: 'test', clock: systemClock };
    web = new Web({ ...options, minDelayMs: 0, leaseMs: MINUTE, maxBodyBytes: 5_000_000 }, parts);
  });
  afterAll(async () => {
    await web.close();
    await store.close();
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true });
  });

  async function afterTurn(path: string): Promise<Source> {
    const url = new URL(path, origin);
    const found = { kind: 'feed' as const, resources: [{ url: url.href, kind: 'feed' as const }] };
    const source = newSource({ url: url.href }, found, { url, now: Date.now(), minIntervalMs: MINUTE });
    const nothing = (): void => undefined;
    const tools: TurnTools = {
      web,
      entries: store.entries,
      clock: systemClock,
      chance: () => 0,
      recheckMs: [],
      retryMs: [MINUTE],
      publish: () => Promise.reject(new Error('nothing should come of it')),
      withdraw: () => Promise.resolve(true),
      count: { poll: nothing, visit: nothing },
    };
    return { ...source, ...(await takeTurn(source, tools, new AbortController().signal)) };
  }

  it.each(ATTACKS.map(([what, code], index) => [what, code, index] as const))(
    'says so: %s is %s',
    async (_what, code, index) => {
      const source = await afterTurn(`/${index}/feed.xml`);
      expect(source.lastError).toMatchObject({ code, url: `${origin}/${index}/feed.xml` });
      expect(source.lastError?.message.length).toBeGreaterThan(20);
      expect(source.resources[0]).toMatchObject({ failures: 1 });
      expect(source.nextDueAt).toBeGreaterThan(Date.now());
    },
  );
});
