import { setImmediate as nextTurn } from 'node:timers/promises';
import { Decompress } from 'fzstd';
import { fetchError } from '../errors.js';
import { zstdPieces } from './zstd-frames.js';

/**
 * Bytes that the decoder may touch before it lets others have the thread: it moves the whole window for each block.
 * 32 MB are some 10 ms.
 */
const TURN_BYTES = 32 * 1024 * 1024;

/**
 * Bytes that the decoder may touch for each byte of output, and in all before that counts: an honest stream of 8 KB blocks in a
 * window of 2 MB needs 256 a byte. Blocks of one byte in a window of 8 MB would keep a core busy for minutes with a few KB.
 */
const WORK_RATIO = 2048;
const WORK_FREE = 1024 * 1024 * 1024;
/** What a block costs without its window: tables of its own, some 10 µs. */
const BLOCK_WORK = 64 * 1024;

/**
 * Decodes in JavaScript, block by block: Node 20 has no decoder of its own, and Node 24's takes a body that was cut off for a
 * whole one, and the first frame of several for all. Throws like {@link zstdPieces}.
 */
export async function* decodeZstd(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let decoded: Buffer[] = [];
  const open = (): Decompress =>
    new Decompress((chunk) => decoded.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length)));
  let decoder = open();
  let work = 0;
  let workOfTurn = 0;
  let output = 0;
  for await (const { kind, bytes, endsFrame, window } of zstdPieces(source)) {
    if (kind === 'header') decoder = open();
    try {
      decoder.push(bytes, endsFrame);
    } catch (cause) {
      throw fetchError('fetch.encoding-broken', `the body is no whole Zstandard stream: ${String(cause)}`, cause);
    }
    for (const chunk of decoded) output += chunk.length;
    const touched = kind === 'header' ? window : window + BLOCK_WORK;
    work += touched;
    workOfTurn += touched;
    if (work > WORK_FREE && work > output * WORK_RATIO) {
      throw fetchError('fetch.compression-bomb', 'the zstd body is cut into far more blocks than its content is worth');
    }
    yield* decoded;
    decoded = [];
    if (workOfTurn > TURN_BYTES) {
      workOfTurn = 0;
      await nextTurn();
    }
  }
}
