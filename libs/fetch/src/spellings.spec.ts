import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { createServer, type Server, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SPELLINGS } from '../test/spellings.js';
import { type Site, startSite } from '../test/web.js';
import { createFetcher, type Fetcher } from './fetcher.js';
import { guardUrl } from './guard.js';

/** The one address that may be fetched from. Its port is also listened on by the victim, at the plain loopback address. */
const GOOD = '127.0.0.77';

let good: Site;
let victims: Server[];
let victimSockets = 0;
let redirectTo = '';
let fetcher: Fetcher;
/** What the next look-ups of a name answer; the last answer goes on. */
let dns: Map<string, string[][]>;

/** Every address that any socket of this process tries to reach. */
let attempts: string[] = [];
const onSocket = (message: unknown): void => {
  (message as { socket: Socket }).socket.on('connectionAttempt', (address: string) => attempts.push(address));
};

beforeAll(async () => {
  good = await startSite((request, response) => {
    // Without keep-alive every request needs a connection, and a look-up, of its own.
    if (request.url === '/away')
      response.writeHead(302, { location: Buffer.from(redirectTo).toString('latin1'), connection: 'close' });
    else response.writeHead(200, { connection: 'close' });
    response.end();
  }, GOOD);
  victims = await Promise.all(['127.0.0.1', '::1'].map((host) => listen(host, good.port)));
  subscribe('net.client.socket', onSocket);
});

afterAll(async () => {
  unsubscribe('net.client.socket', onSocket);
  await good.close();
  for (const victim of victims) victim.close();
});

beforeEach(() => {
  dns = new Map();
  attempts = [];
  victimSockets = 0;
  fetcher = createFetcher({
    identity: { contact: 'desk@press.example' },
    // The victim's port is on the list: nothing but the address stands in the way.
    ports: [good.port],
    allow: [`${GOOD}:${good.port}`],
    resolve: (host) => {
      const answers = dns.get(host) ?? [[]];
      return Promise.resolve((answers.length > 1 ? answers.shift() : answers[0]) ?? []);
    },
  });
});
afterEach(() => fetcher.close());

async function listen(host: string, port: number): Promise<Server> {
  const server = createServer((socket) => {
    victimSockets += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      // A machine without IPv6 has no such loopback address to protect.
      if (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT') resolve();
      else reject(error);
    });
    server.listen(port, host, resolve);
  });
  return server;
}

const REFUSED = /^fetch\.(address-refused|host-refused|port-refused|credentials-in-url|invalid-url|redirect-invalid)$/;

const urlOf = (written: string): string => `http://${written.replaceAll('PORT', String(good.port))}/`;

describe('an address that must not be fetched from', () => {
  it('is listed in sixty spellings or more, and the listener behind them would answer', async () => {
    expect(new Set(SPELLINGS.map(({ written }) => written)).size).toBeGreaterThanOrEqual(60);
    dns.set('start.example', [[GOOD]]);
    const reached = await fetcher.fetch({ url: `http://start.example:${good.port}/` });
    expect([reached.status, attempts]).toEqual([200, [GOOD]]);
    const open = createFetcher({ identity: { contact: 'desk@press.example' }, allow: [`127.0.0.1:${good.port}`] });
    await expect(open.fetch({ url: urlOf('0x7f.1:PORT') })).rejects.toMatchObject({ code: 'fetch.connection-lost' });
    expect(victimSockets).toBe(1);
    await open.close();
  });

  it.each(SPELLINGS)('is not connected to when written $written', async ({ written, resolvesTo = [] }) => {
    const url = urlOf(written);
    if (URL.canParse(url)) dns.set(new URL(url).hostname.replace(/\.$/, ''), [resolvesTo]);
    await expect(fetcher.fetch({ url })).rejects.toMatchObject({
      code: expect.stringMatching(REFUSED),
      kind: 'poison',
    });
    expect(attempts).toEqual([]);
    expect(victimSockets).toBe(0);
  });

  it.each(SPELLINGS)('is not connected to when a page redirects to $written', async ({ written, resolvesTo = [] }) => {
    redirectTo = urlOf(written);
    dns.set('start.example', [[GOOD]]);
    if (URL.canParse(redirectTo)) dns.set(new URL(redirectTo).hostname.replace(/\.$/, ''), [resolvesTo]);
    const before = good.sockets;
    await expect(fetcher.fetch({ url: `http://start.example:${good.port}/away` })).rejects.toMatchObject({
      code: expect.stringMatching(REFUSED),
      kind: 'poison',
    });
    expect(attempts).toEqual([GOOD]);
    expect(good.sockets).toBe(before + 1);
    expect(victimSockets).toBe(0);
  });

  it.each(SPELLINGS)(
    'is not connected to when DNS changes its answer to $address ($written)',
    async ({ address, resolvesTo }) => {
      // Alone, beside the good address, and in its place for one look-up only.
      for (const flipped of [resolvesTo ?? [address], [GOOD, address], [address]]) {
        dns.set('flip.example', [[GOOD], flipped, flipped]);
        const url = `http://flip.example:${good.port}/`;
        expect(guardUrl(url, fetcher.policy).href).toBe(url);
        await fetcher.fetch({ url });
        attempts = [];
        await expect(fetcher.fetch({ url })).rejects.toMatchObject({ code: 'fetch.address-refused', kind: 'poison' });
        expect(attempts).toEqual([]);
      }
      expect(victimSockets).toBe(0);
    },
  );
});
