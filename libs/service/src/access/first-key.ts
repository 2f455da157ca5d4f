import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { BabelwireError } from '#libs/contracts';
import type { KeyStore } from '#libs/store';
import { hasHash, mintKey, parseKey } from './api-key.js';
import { stateOf } from './key-ring.js';

/**
 * Sees to it that a file holds a key with admin rights that is good: the one that is there, or a new one, which is added to
 * the store. Only the owner may read the file. Returns whether a key was made. Throws poison `key-file-unwritable`.
 */
export async function ensureKeyFile(keys: KeyStore, file: string, by: string): Promise<boolean> {
  if (await holdsGoodKey(keys, file)) return false;
  const { id, text, secretSha256 } = mintKey();
  const now = Date.now();
  try {
    writeFileSync(file, `${text}\n`, { mode: 0o600 });
    // The mode above is for a new file alone.
    chmodSync(file, 0o600);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new BabelwireError('key-file-unwritable', 'poison', `the first key can't be written to ${file}: ${why}`, {
      cause,
    });
  }
  await keys.add({ id, name: 'first key', scopes: ['admin'], secretSha256, createdAt: now, createdBy: by });
  return true;
}

async function holdsGoodKey(keys: KeyStore, file: string): Promise<boolean> {
  const parsed = existsSync(file) ? parseKey(readFileSync(file, 'utf8').trim()) : undefined;
  if (parsed === undefined) return false;
  const key = await keys.get(parsed.id);
  return key !== undefined && stateOf(key, Date.now()) === 'good' && hasHash(parsed.secret, key.secretSha256);
}
