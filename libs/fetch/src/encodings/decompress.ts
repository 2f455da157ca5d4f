import { describeFailure } from '../errors.js';
import { defaultFetchLimits, type FetchLimits } from '../limits.js';
import { encodingsOf } from './decode.js';
import { readBody } from './read-body.js';

/** Bytes of a piece: small, so that a bomb shows by its ratio before much of it has been read. */
const PIECE = 16 * 1024;

/**
 * Decodes what is compressed in itself and not for the way: a `sitemap.xml.gz`, say. The same limits as for a body.
 * @param encoding as in Content-Encoding, e.g. `gzip`
 * @param what named in the error
 */
export async function decompress(
  bytes: Buffer,
  encoding: string,
  what: string,
  limits: Partial<Pick<FetchLimits, 'bytes' | 'ratio'>> = {},
): Promise<Buffer> {
  const bounds = { ...defaultFetchLimits, ...limits };
  try {
    const body = await readBody(pieces(bytes), { encodings: encodingsOf(encoding, bounds.encodings), limits: bounds });
    return body.bytes;
  } catch (error) {
    throw describeFailure(error, what);
  }
}

async function* pieces(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += PIECE) yield await Promise.resolve(bytes.subarray(at, at + PIECE));
}
