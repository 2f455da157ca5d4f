import { Readable } from 'node:stream';
import { constants, createBrotliCompress, createGzip, gzipSync } from 'node:zlib';

/** What the bombs become, bytes. */
export const BOMB_BYTES = 300 * 1024 * 1024;

/** Bodies of some hundred kilobytes at most that decode to {@link BOMB_BYTES}, by Content-Encoding. */
export async function makeBombs() {
  const gzip = await squeezed(createGzip({ level: 9 }));
  const brotli = await squeezed(createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 2 } }));
  const zstd = zstdOfZeros(BOMB_BYTES);
  return [
    { encoding: 'gzip', body: gzip },
    { encoding: 'br', body: brotli },
    { encoding: 'zstd', body: zstd },
    { encoding: 'gzip, gzip', body: gzipSync(gzip) },
    { encoding: 'br, gzip', body: gzipSync(brotli) },
    { encoding: 'zstd, gzip', body: gzipSync(zstd) },
    { encoding: 'gzip, zstd', body: zstdOfBytes(gzip) },
  ];
}

async function squeezed(encoder) {
  const zeros = Buffer.alloc(1024 * 1024);
  const chunks = [];
  const source = Readable.from(Array.from({ length: BOMB_BYTES / zeros.length }, () => zeros));
  for await (const chunk of source.pipe(encoder)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const BLOCK = 128 * 1024;

/** Magic number, and a descriptor that asks for a window of 128 KiB and says nothing of the size. */
const FRAME = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 7 << 3]);

/** A Zstandard frame by hand: one run-length block of four bytes for every 128 KiB. */
export function zstdOfZeros(size, frame = FRAME, block = BLOCK) {
  const count = Math.ceil(size / block);
  const blocks = Buffer.alloc(count * 4);
  for (let at = 0; at < count; at += 1)
    blocks.writeUIntLE((block << 3) | (1 << 1) | (at === count - 1 ? 1 : 0), at * 4, 3);
  return Buffer.concat([frame, blocks]);
}

/** The same with the bytes as they are. */
export function zstdOfBytes(bytes) {
  const parts = [FRAME];
  for (let at = 0; at < bytes.length; at += BLOCK) {
    const content = bytes.subarray(at, at + BLOCK);
    const header = Buffer.alloc(3);
    header.writeUIntLE((content.length << 3) | (at + BLOCK >= bytes.length ? 1 : 0), 0, 3);
    parts.push(header, content);
  }
  return Buffer.concat(parts);
}
