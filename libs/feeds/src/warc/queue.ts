import type { Segment } from './segments.js';

/** The archive is damaged here; what was read of the record is worth nothing. */
export class Damage extends Error {
  constructor(
    message: string,
    readonly at: number,
    /** The file just ends. */
    readonly truncation: boolean,
  ) {
    super(message);
  }
}

interface Piece {
  bytes: Uint8Array;
  at: number;
  /** Whether `at` is of the bytes themselves, and not of the member around them. */
  exact: boolean;
}

/** Uncompressed bytes in the order of the archive, taken by number. Bounded by what is asked for. */
export class Queue {
  private pieces: Piece[] = [];
  private size = 0;
  private held: Segment | undefined;
  private over = false;

  private exact = true;

  constructor(private readonly segments: AsyncIterator<Segment>) {}

  /** Place in the file of the next byte, or of the gzip member it comes out of. */
  get at(): number {
    return this.pieces[0]?.at ?? this.held?.at ?? 0;
  }

  /**
   * Whether so many bytes are there; reads on until they are. `within`: not past the end of a member behind which a
   * new record begins. Throws `Damage` where the archive is damaged, and stands behind it then.
   */
  async ensure(size: number, within: boolean): Promise<boolean> {
    while (this.size < size && !this.over) {
      const segment = this.held ?? (await this.next());
      this.held = undefined;
      if (!segment) break;
      if ('broken' in segment) {
        this.pieces = [];
        this.size = 0;
        throw new Damage(segment.broken, segment.at, segment.truncation === true);
      }
      if (within && this.size > 0 && segment.first && beginsRecord(segment.bytes)) {
        this.held = segment;
        return false;
      }
      if (segment.first) this.exact = false;
      this.push(segment.bytes, segment.at);
    }
    return this.size >= size;
  }

  private async next(): Promise<Segment | undefined> {
    const { value, done } = (await this.segments.next()) as IteratorResult<Segment, unknown>;
    if (!done) return value;
    this.over = true;
    return undefined;
  }

  private push(bytes: Uint8Array, at: number): void {
    if (bytes.length === 0) return;
    this.pieces.push({ bytes, at, exact: this.exact });
    this.size += bytes.length;
  }

  /** All bytes that are there, as one. */
  peek(): Uint8Array {
    const [first, ...more] = this.pieces;
    if (!first) return new Uint8Array(0);
    if (more.length > 0) this.pieces = [{ ...first, bytes: Buffer.concat(this.pieces.map((piece) => piece.bytes)) }];
    return this.pieces[0]?.bytes ?? first.bytes;
  }

  /** The next bytes, at most so many. */
  take(size: number): Uint8Array {
    const taken: Uint8Array[] = [];
    let wanted = Math.min(size, this.size);
    this.size -= wanted;
    while (wanted > 0) {
      const piece = this.pieces[0];
      if (!piece) break;
      const part = piece.bytes.subarray(0, wanted);
      taken.push(part);
      wanted -= part.length;
      if (part.length === piece.bytes.length) this.pieces.shift();
      else {
        piece.bytes = piece.bytes.subarray(part.length);
        if (piece.exact) piece.at += part.length;
      }
    }
    const [only, ...more] = taken;
    return only && more.length === 0 ? only : Buffer.concat(taken);
  }

  /** Passes over so many bytes, holding few of them; false when there were fewer. */
  async skip(size: number, within: boolean): Promise<boolean> {
    for (let left = size; left > 0;) {
      if (!(await this.ensure(1, within))) return false;
      left -= this.take(Math.min(left, this.size)).length;
    }
    return true;
  }

  /** Puts the end of what was taken last back; what was taken began at `at`, `skipped` bytes before. */
  unread(bytes: Uint8Array, at: number, skipped: number): void {
    this.pieces.unshift({ bytes, at: this.exact ? at + skipped : at, exact: this.exact });
    this.size += bytes.length;
  }
}

/** `WARC/` */
const MAGIC = Uint8Array.of(0x57, 0x41, 0x52, 0x43, 0x2f);

export const beginsRecord = (bytes: Uint8Array): boolean => MAGIC.every((byte, i) => bytes[i] === byte);
