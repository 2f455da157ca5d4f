import { fetchError } from '../errors.js';
import { type FetchLimits, RATIO_FROM_BYTES } from '../limits.js';
import { decoderOf } from './decode.js';

export interface Body {
  bytes: Buffer;
  /** As it came over the wire, encoded. */
  received: number;
  /** Cut at the limit, which only a caller who asked for it gets. */
  truncated: boolean;
}

export interface ReadOptions {
  /** As {@link encodingsOf} gives them. */
  encodings: readonly string[];
  limits: Pick<FetchLimits, 'bytes' | 'ratio'>;
  /** Return the beginning of a longer body instead of throwing. */
  truncate?: boolean;
}

/** What is still encoded may be longer than what it decodes to, by a decoder's buffers and an encoder's overhead, bytes. */
const SLACK = 256 * 1024;

/**
 * Reads and decodes a body. Every step is counted, and nothing is decoded ahead of the count: a bomb is stopped when it
 * has made one chunk (64 KB) more than is allowed, wherever in the chain.
 * Throws `fetch.body-too-large`, `fetch.compression-bomb`, or what the decoder throws.
 */
export async function readBody(source: AsyncIterable<Buffer>, options: ReadOptions): Promise<Body> {
  const { bytes: limit, ratio } = options.limits;
  const count = { received: 0 };
  let stream = metered(source, (total) => {
    count.received = total;
    if (options.encodings.length > 0 ? total > limit + SLACK : total > limit && !options.truncate)
      throw tooLarge(limit, 'sent');
  });
  for (const [index, encoding] of options.encodings.entries()) {
    const isLast = index === options.encodings.length - 1;
    stream = metered(decoderOf(encoding)(stream), (total) => {
      if (total > RATIO_FROM_BYTES && total > ratio * count.received) {
        const message = `${count.received} bytes of ${encoding} became more than ${total}; ${ratio} for one are believed`;
        throw fetchError('fetch.compression-bomb', message);
      }
      if (isLast ? total > limit && !options.truncate : total > limit + SLACK)
        throw tooLarge(limit, `decoded from ${encoding}`);
    });
  }
  const chunks: Buffer[] = [];
  let size = 0;
  let truncated = false;
  for await (const chunk of stream) {
    chunks.push(chunk);
    size += chunk.length;
    truncated = size > limit;
    if (truncated) break;
  }
  const bytes = Buffer.concat(chunks, Math.min(size, limit));
  return { bytes, received: count.received, truncated };
}

async function* metered(source: AsyncIterable<Buffer>, check: (total: number) => void): AsyncGenerator<Buffer> {
  let total = 0;
  for await (const chunk of source) {
    total += chunk.length;
    check(total);
    yield chunk;
  }
}

function tooLarge(limit: number, how: string): Error {
  return fetchError(
    'fetch.body-too-large',
    `the body is larger than ${limit} bytes (${how}); raise the limit if it is meant`,
  );
}
