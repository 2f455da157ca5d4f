import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { ReceivedMessage } from '#libs/messaging';

/** Messages put aside in a file, to be taken in another order: a week of pages does not fit into memory. */
export class Spool {
  private readonly file: number;
  private readonly index: (Omit<ReceivedMessage, 'value'> & { at: number; bytes: number })[] = [];
  private end = 0;

  constructor(folder: string) {
    this.file = openSync(join(folder, 'spool'), 'w+');
  }

  get size(): number {
    return this.index.length;
  }

  add({ value, ...rest }: ReceivedMessage): void {
    const bytes = value ?? Buffer.alloc(0);
    writeSync(this.file, bytes, 0, bytes.length, this.end);
    this.index.push({ ...rest, at: this.end, bytes: bytes.length });
    this.end += bytes.length;
  }

  /** Keys of the messages, of each as often as it came. */
  *keys(): Generator<string> {
    for (const { key } of this.index) if (key !== null) yield key;
  }

  /** In the order in which the log took them; of one millisecond, by partition and offset. */
  *inOrderOfTime(): Generator<ReceivedMessage> {
    this.index.sort(
      (a, b) => a.timestamp - b.timestamp || a.partition - b.partition || Number(a.offset) - Number(b.offset),
    );
    for (const { at, bytes, ...rest } of this.index) {
      const value = Buffer.alloc(bytes);
      readSync(this.file, value, 0, bytes, at);
      yield { ...rest, value };
    }
  }

  close(): void {
    closeSync(this.file);
  }
}
