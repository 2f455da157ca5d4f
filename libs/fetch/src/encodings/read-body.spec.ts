import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { zstdOfBytes, zstdOfZeros } from '../../bench/bombs.js';
import { ZSTD_BYTES, ZSTD_TEXT } from '../../test/zstd-sample.js';
import { defaultFetchLimits } from '../limits.js';
import { encodingsOf } from './decode.js';
import { type Body, readBody } from './read-body.js';
import { decodeZstd } from './zstd.js';

const text = 'Über den Fluss führt wieder eine Brücke. '.repeat(500);
const plain = Buffer.from(text);

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

function read(
  header: string,
  bytes: Buffer,
  options: { size?: number; limit?: number; truncate?: boolean } = {},
): Promise<Body> {
  const { size = 997, limit = defaultFetchLimits.bytes, truncate = false } = options;
  const limits = { ...defaultFetchLimits, bytes: limit };
  return readBody(inPieces(bytes, size), { encodings: encodingsOf(header, limits.encodings), limits, truncate });
}

const encoded: [string, Buffer][] = [
  ['identity', plain],
  ['gzip', gzipSync(plain)],
  ['X-GZIP', gzipSync(plain)],
  ['gzip', Buffer.concat([gzipSync(plain.subarray(0, 100)), gzipSync(plain.subarray(100))])],
  ['deflate', deflateSync(plain)],
  ['deflate', deflateRawSync(plain)],
  ['br', brotliCompressSync(plain)],
  ['zstd', zstdOfBytes(plain)],
  ['gzip, br', brotliCompressSync(gzipSync(plain))],
  ['identity, zstd , gzip', gzipSync(zstdOfBytes(plain))],
];

describe('a body', () => {
  it.each(encoded)('encoded as %s is decoded, in pieces of any size', async (header, bytes) => {
    for (const size of [1, 7, 64 * 1024]) {
      const body = await read(header, bytes, { size });
      expect([body.bytes.toString(), body.received, body.truncated]).toEqual([text, bytes.length, false]);
    }
  });

  it.each(['gzip', 'deflate', 'br', 'zstd'])('that is empty under %s is empty', async (header) => {
    expect((await read(header, Buffer.alloc(0))).bytes).toHaveLength(0);
  });

  it('of real zstd is decoded: several frames, checksums, what is to be skipped', async () => {
    const skippable = Buffer.from([0x53, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]);
    const stream = Buffer.concat([skippable, ZSTD_BYTES, skippable, ZSTD_BYTES]);
    for (const size of [1, 100, stream.length]) {
      const body = await read('zstd', stream, { size });
      expect(body.bytes.toString()).toBe(ZSTD_TEXT + ZSTD_TEXT);
    }
  });

  it.each(encoded.filter(([header]) => header !== 'identity'))(
    'encoded as %s is an error if it is cut',
    async (header, bytes) => {
      const cut = read(header, bytes.subarray(0, bytes.length >> 1));
      await expect(cut).rejects.toMatchObject({ code: expect.stringMatching(/^(fetch\.encoding-broken|Z_|ERR_)/) });
    },
  );

  it('of another encoding, or of too many, is refused', async () => {
    for (const header of ['sdch', 'gzip, compress', 'gzip, gzip, gzip', '__proto__']) {
      await expect(Promise.resolve().then(() => read(header, plain))).rejects.toMatchObject({
        code: 'fetch.encoding-unsupported',
      });
    }
  });

  it.each(encoded)('encoded as %s is stopped at the limit, or cut there if so wished', async (header, bytes) => {
    const limit = plain.length - 1;
    await expect(read(header, bytes, { limit })).rejects.toMatchObject({
      code: 'fetch.body-too-large',
      kind: 'poison',
    });
    expect((await read(header, bytes, { limit: plain.length })).bytes).toHaveLength(plain.length);
    const cut = await read(header, bytes, { limit, truncate: true });
    expect([cut.bytes.length, cut.truncated]).toEqual([limit, true]);
  });

  it('that grows beyond belief is a bomb, however high the limit', async () => {
    const bomb = gzipSync(Buffer.alloc(20_000_000));
    await expect(read('gzip', bomb, { limit: 1e9 })).rejects.toMatchObject({ code: 'fetch.compression-bomb' });
    const blanks = gzipSync(' '.repeat(1_000_000));
    expect((await read('gzip', blanks, { limit: 1e9 })).bytes).toHaveLength(1_000_000);
  });
});

describe('zstd in JavaScript', () => {
  const decode = async (bytes: Buffer): Promise<Buffer> => {
    const chunks: Buffer[] = [];
    for await (const chunk of decodeZstd(inPieces(bytes, 1000))) chunks.push(chunk);
    return Buffer.concat(chunks);
  };

  it('agrees with the tool', async () => {
    expect((await decode(ZSTD_BYTES)).toString()).toBe(ZSTD_TEXT);
  });

  it('gives no memory to a frame that wants a window of a gigabyte', async () => {
    const frame = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 20 << 3]);
    await expect(decode(zstdOfZeros(1000, frame))).rejects.toMatchObject({ code: 'fetch.compression-bomb' });
    const single = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0xe0, 0, 0, 0, 0, 1, 0, 0, 0]);
    await expect(decode(zstdOfZeros(1000, single))).rejects.toMatchObject({ code: 'fetch.compression-bomb' });
  });

  it('stops a frame of tiny blocks in a wide window before it has moved much memory', async () => {
    const frame = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 13 << 3]);
    const began = performance.now();
    await expect(decode(zstdOfZeros(75_000, frame, 1))).rejects.toMatchObject({ code: 'fetch.compression-bomb' });
    expect(performance.now() - began).toBeLessThan(2000);
  });

  it('lets others have the thread in between', async () => {
    const frame = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 13 << 3]);
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);
    await decode(zstdOfZeros(4_000_000, frame, 64 * 1024));
    clearInterval(timer);
    expect(turns).toBeGreaterThan(3);
  });

  it('says of any spoilt stream that it is broken, and comes to an end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: ZSTD_BYTES.length - 1 }), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const spoilt = Buffer.from(ZSTD_BYTES);
        spoilt[at]! ^= flip;
        const outcome = await decode(spoilt).catch((error: unknown) => error);
        // Checksums are not verified: TCP and TLS have theirs.
        if (!Buffer.isBuffer(outcome)) expect(outcome).toMatchObject({ code: expect.stringMatching(/^fetch\./) });
        else expect(outcome.length).toBeLessThan(1_000_000);
      }),
      { numRuns: 300 },
    );
  });
});
