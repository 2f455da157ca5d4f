import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'libsql';
import { BabelwireError } from '#libs/contracts';
import { createStore, type Store } from '#libs/store';
import { mintKey } from './api-key.js';
import { authMode, givenKeys, isLoopback } from './auth-mode.js';
import { ensureKeyFile } from './first-key.js';
import { KeyRing } from './key-ring.js';
import { Keys } from './keys.js';

const HOUR_MS = 3600 * 1000;

describe('whether keys are asked for', () => {
  it.each([
    ['the embedded line on loopback', 'auto', '', '127.0.0.1', true, 'local'],
    ['on loopback by another name', 'auto', '', 'localhost', true, 'local'],
    ['with a key given', 'auto', 'k', '127.0.0.1', true, 'required'],
    ['on another address', 'auto', '', '0.0.0.0', true, 'required'],
    ['on every address of IPv6', 'auto', '', '::', true, 'required'],
    ['of a service', 'auto', '', '127.0.0.1', false, 'required'],
    ['when it is said', 'required', '', '127.0.0.1', true, 'required'],
    ['when it is said not to, on loopback', 'off', '', '::1', false, 'local'],
    ['when it is said not to, anywhere', 'off-everywhere', '', '0.0.0.0', false, 'open'],
  ] as const)('%s', (_, API_AUTH, API_KEY, host, isEmbedded, mode) => {
    expect(authMode({ API_AUTH, API_KEY }, host, isEmbedded)).toBe(mode);
  });

  it.each(['0.0.0.0', '::', '10.0.0.1', 'babelwire.example', '127.0.0.1.evil.example'])(
    'never are not, on %s, by API_AUTH=off',
    (host) => {
      expect(isLoopback(host)).toBe(false);
      expect(() => authMode({ API_AUTH: 'off', API_KEY: '' }, host, true)).toThrow(/off-everywhere/);
    },
  );

  it('asks for keys that can’t be guessed', () => {
    expect(givenKeys(` ${'a'.repeat(32)}, ${'b'.repeat(40)} `)).toHaveLength(2);
    expect(() => givenKeys('secret')).toThrow(/32 characters/);
    expect(() => givenKeys(`${'a'.repeat(32)},short`)).toThrow(/32 characters/);
  });
});

describe('the key ring', () => {
  let folder: string;
  let store: Store;
  let ring: KeyRing;
  let now: number;
  let said: string[];

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'babelwire-keys-'));
    store = await createStore({ kind: 'embedded', database: join(folder, 'store.db') });
    await store.migrate();
    now = Date.now();
    said = [];
    ring = new KeyRing({ given: [], store: store.keys, warn: (text) => said.push(text), now: () => now });
  });
  afterEach(async () => {
    await ring.stop();
    await store.close();
    rmSync(folder, { recursive: true });
  });

  it('knows a key that was made a moment after it last looked', async () => {
    await ring.start();
    const { text, key } = await new Keys(store.keys).create({ name: 'desk', scopes: ['read'] }, 'x');
    now += 1000;
    expect(await ring.identify(text)).toEqual({ id: key.id, name: 'desk', scopes: ['read'] });
  });

  it('takes no other secret for an id, and no hash for a secret', async () => {
    const { key } = await new Keys(store.keys).create({ name: 'desk', scopes: ['read'] }, 'x');
    await ring.start();
    expect(await ring.identify(`bw_${key.id}_${'0'.repeat(64)}`)).toEqual({ refusal: 'unknown' });
    expect(await ring.identify(`bw_${key.id}_${key.secretSha256}`)).toEqual({ refusal: 'unknown' });
  });

  it('refuses a key from the instant at which it ends', async () => {
    const { text } = await new Keys(store.keys).create({ name: 'x', scopes: ['read'], expiresAt: now + 5000 }, 'x');
    await ring.start();
    now += 4999;
    expect(await ring.identify(text)).toMatchObject({ name: 'x' });
    now += 1;
    expect(await ring.identify(text)).toEqual({ refusal: 'expired' });
  });

  it('goes on for an hour without its store, says so once, and then refuses what it can’t look up', async () => {
    const given = 'g'.repeat(32);
    const { text } = await new Keys(store.keys).create({ name: 'x', scopes: ['read'] }, 'x');
    ring = new KeyRing({ given: [given], store: store.keys, warn: (word) => said.push(word), now: () => now });
    await ring.start();
    // What answers no more: libsql itself does not survive a call after its close.
    const other = new Database(join(folder, 'store.db'));
    other.exec('ALTER TABLE store_keys RENAME TO elsewhere');
    other.close();
    for (let i = 0; i < 3; i += 1) {
      now += HOUR_MS / 4;
      expect(await ring.identify(text)).toMatchObject({ name: 'x' });
      // Not there: it looks again, and finds the store away.
      expect(await ring.identify(mintKey().text)).toEqual({ refusal: 'unknown' });
    }
    expect(said).toHaveLength(1);
    now += HOUR_MS / 4 + 1;
    expect(await ring.identify(text)).toEqual({ refusal: 'unavailable' });
    expect(await ring.identify(given)).toMatchObject({ id: 'environment', scopes: ['admin'] });
  });

  it('notes the last use of a key', async () => {
    const { text, key } = await new Keys(store.keys).create({ name: 'x', scopes: ['read'] }, 'x');
    await ring.start();
    await ring.identify(text);
    now += 1000;
    await ring.stop();
    expect((await store.keys.get(key.id))?.lastUsedAt).toBe(now);
  });

  it('gives out keys whose ids and secrets never repeat', () => {
    const keys = Array.from({ length: 2000 }, mintKey);
    expect(new Set(keys.map(({ id }) => id)).size).toBe(2000);
    expect(new Set(keys.map(({ text }) => text)).size).toBe(2000);
  });

  it('makes a first key once, readable by its owner alone, and another when it is good no longer', async () => {
    const file = join(folder, 'api-key');
    expect(await ensureKeyFile(store.keys, file, 'test')).toBe(true);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const first = readFileSync(file, 'utf8').trim();
    expect(await ensureKeyFile(store.keys, file, 'test')).toBe(false);
    await new Keys(store.keys).revoke(first.slice(3, 13));
    expect(await ensureKeyFile(store.keys, file, 'test')).toBe(true);
    expect(readFileSync(file, 'utf8').trim()).not.toBe(first);
    writeFileSync(file, 'broken');
    expect(await ensureKeyFile(store.keys, file, 'test')).toBe(true);
    await expect(ensureKeyFile(store.keys, join(folder, 'no', 'where'), 'test')).rejects.toBeInstanceOf(BabelwireError);
  });
});
