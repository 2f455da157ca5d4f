import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Id and secret of a key as its holder has it: `bw_<id>_<secret>`. */
const FORM = /^bw_([0-9a-z]{10})_([0-9a-f]{64})$/;

/** Crockford's base 32: no letter that is mistaken for another; and each as likely as the next, since 32 divides 256. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

export interface MintedKey {
  id: string;
  /** What the holder gets, once. */
  text: string;
  secretSha256: string;
}

const hash = (text: string): Buffer => createHash('sha256').update(text).digest();

/** A new key. The secret has 256 bits of chance, so that no search finds it and a plain hash keeps it (decision 0026). */
export function mintKey(): MintedKey {
  const id = Array.from(randomBytes(10), (byte) => ALPHABET[byte & 31]).join('');
  const secret = randomBytes(32).toString('hex');
  return { id, text: `bw_${id}_${secret}`, secretSha256: secretHash(secret) };
}

export const secretHash = (secret: string): string => hash(secret).toString('hex');

export function parseKey(text: string): { id: string; secret: string } | undefined {
  const [, id, secret] = FORM.exec(text) ?? [];
  return id === undefined || secret === undefined ? undefined : { id, secret };
}

/** Whether the text has that hash; takes the same time wherever they differ. */
export const hasHash = (text: string, sha256Hex: string): boolean =>
  timingSafeEqual(hash(text), Buffer.from(sha256Hex, 'hex'));
