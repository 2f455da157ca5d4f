import { crc32, createInflateRaw, type InflateRaw } from 'node:zlib';

/** A stretch of an archive's uncompressed bytes, or a place where it is damaged. */
export type Segment =
  | {
      bytes: Uint8Array;
      /** Place in the file: of these bytes, or of the gzip member that they come out of. */
      at: number;
      /** It begins a gzip member, and so, in a well-made archive, a record. */
      first: boolean;
    }
  | { broken: string; at: number; /** The file just ends. */ truncation?: boolean };

/** Compressed bytes looked at in one go: a bomb's become 16 MB at most before its record is found too large. */
const STEP = 16_384;
/** Fixed part of a gzip member's head, and the check sums behind its data. */
const HEAD = 10;
const TAIL = 8;
const MOST_HEAD = 65_536;

/** The uncompressed bytes of an archive, gzip being recognised by its bytes. `offset`: place of the first in the file. */
export async function* segmentsOf(chunks: AsyncIterable<Uint8Array>, offset: number): AsyncGenerator<Segment> {
  const source = new Source(chunks, offset);
  await source.ensure(HEAD);
  if (isMember(source.bytes)) {
    yield* members(source);
    return;
  }
  while (await source.ensure(1)) {
    const at = source.at;
    yield { bytes: source.take(source.bytes.length), at, first: false };
  }
}

async function* members(source: Source): AsyncGenerator<Segment> {
  let damaged = false;
  while (await source.ensure(1)) {
    const at = source.at;
    const found = await nextMember(source);
    // What is left of a damaged member was told of already.
    if (!damaged && source.at !== at) yield { broken: `${source.at - at} bytes that are no gzip`, at };
    if (!found) return;
    damaged = false;
    for await (const segment of inflated(source)) {
      if ('broken' in segment) damaged = true;
      yield segment;
    }
  }
}

/** Goes to the next head of a gzip member, or to the end; false when there is none. */
async function nextMember(source: Source): Promise<boolean> {
  while (await source.ensure(1)) {
    const at = source.bytes.indexOf(0x1f);
    source.take(at < 0 ? source.bytes.length : at);
    if (at < 0) continue;
    await source.ensure(HEAD);
    if (isMember(source.bytes)) return true;
    source.take(1);
  }
  return false;
}

function isMember(bytes: Uint8Array): boolean {
  const [one, two, method, flags = 0xff] = bytes;
  return one === 0x1f && two === 0x8b && method === 8 && (flags & 0xe0) === 0;
}

/** Length of a member's head with its optional fields (RFC 1952); 0 while it is not all there. */
function headLength(bytes: Uint8Array): number {
  const flags = bytes[3] ?? 0;
  let at = HEAD;
  if (flags & 4) at += 2 + (bytes[at] ?? 0) + (bytes[at + 1] ?? 0) * 256;
  for (const flag of [8, 16]) {
    if (!(flags & flag)) continue;
    const end = at < bytes.length ? bytes.indexOf(0, at) : -1;
    if (end < 0) return 0;
    at = end + 1;
  }
  if (flags & 2) at += 2;
  return at <= bytes.length ? at : 0;
}

/** What comes out of the member at the source's place; then the source stands behind it, or where to look for the next. */
async function* inflated(source: Source): AsyncGenerator<Segment> {
  const at = source.at;
  let head = 0;
  for (let size = HEAD; head === 0 && size <= MOST_HEAD; size *= 2) {
    const more = await source.ensure(size);
    head = headLength(source.bytes);
    if (!more) break;
  }
  if (head === 0) {
    yield { broken: 'a gzip member without a whole head', at };
    source.take(2);
    return;
  }
  source.take(head);
  const inflater = new Inflater();
  let sum = 0;
  let first = true;
  // The last stretch is kept back until the check sum is known.
  let held: Uint8Array | undefined;
  try {
    while (!inflater.ended) {
      if (!(await source.ensure(1))) {
        yield { broken: 'the file ends within a record', at, truncation: true };
        return;
      }
      source.take(await inflater.write(source.bytes.subarray(0, STEP)));
      for (const bytes of inflater.output.splice(0)) {
        if (held) {
          yield { bytes: held, at, first };
          first = false;
        }
        sum = crc32(bytes, sum);
        held = bytes;
      }
    }
    const whole = await source.ensure(TAIL);
    const tail = Buffer.from(source.take(TAIL));
    if (!whole) yield { broken: 'the file ends within a record', at, truncation: true };
    else if (tail.readUInt32LE(0) !== sum) yield { broken: 'gzip data whose check sum is wrong', at };
    else if (held) yield { bytes: held, at, first };
  } catch {
    // The step that failed stays: the next member may begin in it.
    yield { broken: 'gzip data that is damaged', at };
  } finally {
    inflater.close();
  }
}

/** zlib's inflate, one step at a time. */
class Inflater {
  readonly output: Uint8Array[] = [];
  ended = false;
  private readonly stream: InflateRaw = createInflateRaw();
  private readonly over: Promise<void>;

  constructor() {
    this.stream.on('data', (bytes: Uint8Array) => this.output.push(bytes));
    this.over = new Promise((resolve, reject) => {
      this.stream.once('end', resolve);
      this.stream.once('error', reject);
    });
    // Whoever waits for it gets the error; nobody may be waiting.
    this.over.catch(() => undefined);
  }

  /** Returns how many of the bytes belong to this member: fewer than all when it ends in them. */
  async write(bytes: Uint8Array): Promise<number> {
    const before = this.stream.bytesWritten;
    const written = new Promise<void>((resolve) => {
      this.stream.write(bytes, () => {
        resolve();
      });
    });
    await Promise.race([written, this.over]);
    const consumed = this.stream.bytesWritten - before;
    if (consumed < bytes.length) {
      await this.over;
      this.ended = true;
    }
    return consumed;
  }

  close(): void {
    this.stream.destroy();
  }
}

/** The bytes of a file that are not used yet, and where they stand. */
class Source {
  bytes: Uint8Array = new Uint8Array(0);
  private readonly iterator: AsyncIterator<Uint8Array>;

  constructor(
    chunks: AsyncIterable<Uint8Array>,
    public at: number,
  ) {
    this.iterator = chunks[Symbol.asyncIterator]();
  }

  /** Whether so many bytes are there; reads on until they are. */
  async ensure(size: number): Promise<boolean> {
    while (this.bytes.length < size) {
      const { value, done } = (await this.iterator.next()) as IteratorResult<Uint8Array, unknown>;
      if (done) return false;
      this.bytes = this.bytes.length === 0 ? value : Buffer.concat([this.bytes, value]);
    }
    return true;
  }

  take(size: number): Uint8Array {
    const taken = this.bytes.subarray(0, size);
    this.bytes = this.bytes.subarray(taken.length);
    this.at += taken.length;
    return taken;
  }
}
