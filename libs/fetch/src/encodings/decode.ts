import { pipeline, Readable } from 'node:stream';
import { constants, createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import { fetchError } from '../errors.js';
import { decodeZstd } from './zstd.js';

type Bytes = AsyncIterable<Buffer>;

/** What is asked for. zstd is taken, but costs this thread what the others cost threads of their own. */
export const ACCEPT_ENCODING = 'br, gzip, zstd;q=0.5, deflate;q=0.5';

const CHUNK = { chunkSize: 64 * 1024 };
/** Without the large windows that no browser allows (RFC 7932: 16 MiB at most). */
const BROTLI = { ...CHUNK, params: { [constants.BROTLI_DECODER_PARAM_LARGE_WINDOW]: 0 } };

const DECODERS: Readonly<Record<string, (source: Bytes) => Bytes>> = {
  gzip: (source) => withFirst(source, () => createGunzip(CHUNK)),
  'x-gzip': (source) => withFirst(source, () => createGunzip(CHUNK)),
  br: (source) => withFirst(source, () => createBrotliDecompress(BROTLI)),
  deflate: decodeDeflate,
  zstd: decodeZstd,
};

/**
 * The encodings of a Content-Encoding header in the order in which they are taken off, `identity` left out.
 * Throws `fetch.encoding-unsupported` for an unknown one or for more than `most`.
 */
export function encodingsOf(header: string | undefined, most: number): string[] {
  const names = (header ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'identity');
  const unknown = names.find((name) => !Object.hasOwn(DECODERS, name));
  if (unknown !== undefined) {
    throw fetchError(
      'fetch.encoding-unsupported',
      `the body is encoded as "${unknown.slice(0, 40)}", which was not asked for`,
    );
  }
  if (names.length > most) {
    throw fetchError(
      'fetch.encoding-unsupported',
      `the body is encoded ${names.length} times over; ${most} are taken off`,
    );
  }
  return names.reverse();
}

export function decoderOf(name: string): (source: Bytes) => Bytes {
  const decoder = DECODERS[name];
  if (!decoder) throw fetchError('fetch.encoding-unsupported', `the body is encoded as "${name}"`);
  return decoder;
}

/** "deflate" means zlib's format (RFC 9110, 8.4.1.2), and some send it bare. zlib's first byte ends in 8. */
function decodeDeflate(source: Bytes): Bytes {
  return withFirst(source, (first) =>
    ((first[0] ?? 0) & 0x0f) === 8 ? createInflate(CHUNK) : createInflateRaw(CHUNK),
  );
}

/** Decodes with what the first bytes call for. A body without any is empty, whatever its encoding is said to be. */
async function* withFirst(source: Bytes, choose: (first: Buffer) => NodeJS.ReadWriteStream): AsyncGenerator<Buffer> {
  const rest = source[Symbol.asyncIterator]();
  let first: IteratorResult<Buffer, unknown>;
  do first = await rest.next();
  while (!first.done && first.value.length === 0);
  if (first.done) return;
  const start = first.value;
  async function* whole(): AsyncGenerator<Buffer> {
    yield start;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  }
  // The error of either side surfaces when the decoder is read.
  const stream = pipeline(Readable.from(whole()), choose(start), () => undefined);
  for await (const chunk of stream) yield chunk as Buffer;
}
