import { fetchError } from '../errors.js';

/**
 * Window of a frame at most, bytes: what RFC 9659 lets a Content-Encoding use. A frame may ask for gigabytes in six bytes.
 */
export const ZSTD_WINDOW = 8 * 1024 * 1024;

/** A piece of a Zstandard stream (RFC 8878, 3.1) that can be decoded at once. */
export interface ZstdPiece {
  kind: 'header' | 'block' | 'checksum';
  bytes: Buffer;
  /** The last of its frame. */
  endsFrame: boolean;
  /** Window of the frame, bytes. */
  window: number;
}

/**
 * Cuts a stream at the borders of frame headers, blocks and checksums, without decoding, and leaves out skippable frames:
 * a decoder fed by piece can be stopped between any two. Throws `fetch.encoding-broken` for what is not a Zstandard
 * stream or ends too soon, `fetch.compression-bomb` for a window that no page needs.
 */
export async function* zstdPieces(source: AsyncIterable<Buffer>): AsyncGenerator<ZstdPiece> {
  const reader = new Reader(source);
  while (await reader.has(1)) {
    const magic = (await reader.peek(4)).readUInt32LE(0);
    if ((magic & 0xfffffff0) >>> 0 === 0x184d2a50) {
      const size = (await reader.peek(8)).readUInt32LE(4);
      await reader.skip(8 + size);
      continue;
    }
    if (magic !== 0xfd2fb528) throw broken('it does not begin like one');
    const header = await readFrameHeader(reader);
    const { window, hasChecksum } = header;
    yield { kind: 'header', bytes: header.bytes, endsFrame: false, window };
    for (let isLast = false; !isLast;) {
      const word = (await reader.peek(3)).readUIntLE(0, 3);
      isLast = (word & 1) === 1;
      const type = (word >> 1) & 3;
      const size = word >> 3;
      if (type === 3) throw broken('a block is of the reserved type');
      if (size > Math.min(BLOCK_MAXIMUM, Math.max(window, 1))) throw broken('a block is larger than blocks may be');
      const bytes = await reader.take(3 + (type === RLE ? 1 : size));
      yield { kind: 'block', bytes, endsFrame: isLast && !hasChecksum, window };
    }
    if (hasChecksum) yield { kind: 'checksum', bytes: await reader.take(4), endsFrame: true, window };
  }
}

const RLE = 1;
const BLOCK_MAXIMUM = 128 * 1024;

async function readFrameHeader(reader: Reader): Promise<{ bytes: Buffer; window: number; hasChecksum: boolean }> {
  const descriptor = (await reader.peek(5))[4] ?? 0;
  const isSingleSegment = (descriptor & 0x20) !== 0;
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3] ?? 0;
  const sizeFlag = descriptor >> 6;
  const sizeBytes = sizeFlag === 0 ? (isSingleSegment ? 1 : 0) : 1 << sizeFlag;
  const at = 5 + (isSingleSegment ? 0 : 1) + dictionaryBytes;
  const bytes = await reader.take(at + sizeBytes);
  if (bytes.subarray(at - dictionaryBytes, at).some((byte) => byte !== 0)) throw broken('it needs a dictionary');
  let window: number;
  if (isSingleSegment) {
    window = sizeBytes === 8 ? Number(bytes.readBigUInt64LE(at)) : bytes.readUIntLE(at, sizeBytes);
    if (sizeFlag === 1) window += 256;
  } else {
    const byte = bytes[5] ?? 0;
    const base = 2 ** (10 + (byte >> 3));
    window = base + (base / 8) * (byte & 7);
  }
  if (window > ZSTD_WINDOW) {
    const message = `a zstd frame wants a window of ${window} bytes; ${ZSTD_WINDOW} are what the web may use (RFC 9659)`;
    throw fetchError('fetch.compression-bomb', message);
  }
  return { bytes, window, hasChecksum: (descriptor & 4) !== 0 };
}

function broken(why: string): Error {
  return fetchError('fetch.encoding-broken', `the body is no whole Zstandard stream: ${why}`);
}

/** Bytes of a stream by number. */
class Reader {
  readonly #source: AsyncIterator<Buffer>;
  #held: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  async has(count: number): Promise<boolean> {
    if (this.#held.length >= count) return true;
    const parts = [this.#held];
    let length = this.#held.length;
    while (length < count) {
      const next = await this.#source.next();
      if (next.done) break;
      parts.push(next.value);
      length += next.value.length;
    }
    this.#held = Buffer.concat(parts);
    return length >= count;
  }

  async peek(count: number): Promise<Buffer> {
    if (!(await this.has(count))) throw broken('it ends too soon');
    return this.#held.subarray(0, count);
  }

  async take(count: number): Promise<Buffer> {
    const bytes = await this.peek(count);
    this.#held = this.#held.subarray(count);
    return bytes;
  }

  async skip(count: number): Promise<void> {
    for (let left = count; left > 0;) {
      await this.peek(1);
      const step = Math.min(left, this.#held.length);
      await this.take(step);
      left -= step;
    }
  }
}
