import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { BabelwireError } from '#libs/contracts';

const NEWLINE = 0x0a;
/** Read at once when the last line is looked for. */
const BLOCK = 64 * 1024;

/** A file that is written until it is whole, over as many runs as that takes. Beside it stands what is written to it. */
export class PartFile {
  private readonly file: number;
  private end = 0;
  /** The last whole line; undefined when there is none yet. */
  lastLine: string | undefined;

  private constructor(
    private readonly path: string,
    private readonly part: string,
  ) {
    this.file = openSync(part, existsSync(part) ? 'r+' : 'w+');
    this.lastLine = this.dropHalfLine();
  }

  /**
   * @param about what is written: a part of anything else is not gone on with
   *
   * Throws poison `file-exists`, or `other-export` when the part is one of something else.
   */
  static open(path: string, about: string, force: boolean): PartFile {
    const part = `${path}.part`;
    const note = `${part}.query`;
    if (force) for (const old of [path, part, note]) rmSync(old, { force: true });
    if (existsSync(path)) {
      throw new BabelwireError('file-exists', 'poison', `${path} is there already; name another file, or give --force`);
    }
    if (existsSync(part) && (!existsSync(note) || readFileSync(note, 'utf8') !== about)) {
      const message = `${part} is the beginning of another export; remove it, give the options that it was begun with, or --force`;
      throw new BabelwireError('other-export', 'poison', message);
    }
    writeFileSync(note, about);
    return new PartFile(path, part);
  }

  write(text: string): void {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length;) at += writeSync(this.file, bytes, at, bytes.length - at, this.end + at);
    this.end += bytes.length;
  }

  /** Everything is in it. */
  finish(): void {
    fsyncSync(this.file);
    closeSync(this.file);
    renameSync(this.part, this.path);
    rmSync(`${this.part}.query`, { force: true });
  }

  close(): void {
    closeSync(this.file);
  }

  /** Cuts off what follows the last line break, and leaves the file to be written on from there. */
  private dropHalfLine(): string | undefined {
    let tail = Buffer.alloc(0);
    let start = statSync(this.part).size;
    let end = -1;
    while (start > 0) {
      const from = Math.max(0, start - BLOCK);
      const block = Buffer.alloc(start - from);
      readSync(this.file, block, 0, block.length, from);
      tail = Buffer.concat([block, tail]);
      start = from;
      end = tail.lastIndexOf(NEWLINE);
      if (end > 0 && tail.lastIndexOf(NEWLINE, end - 1) !== -1) break;
    }
    const size = end === -1 ? 0 : start + end + 1;
    ftruncateSync(this.file, size);
    this.end = size;
    if (end === -1) return undefined;
    return tail.subarray(tail.lastIndexOf(NEWLINE, end - 1) + 1, end).toString();
  }
}
