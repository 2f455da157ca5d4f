import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { stableId } from '#libs/contracts';
import type { Input } from './input.js';
import { BEGINNING, type Progress } from './ledger.js';

/** Notes in another form are not understood: the import begins at the beginning. */
const FORM = 1;

interface Stored {
  form: number;
  path: string;
  fingerprint: string;
  progress: Progress;
}

/** Where programs keep what they have to remember (XDG Base Directory Specification). */
export const defaultStateFolder = (): string =>
  join(process.env.XDG_STATE_HOME ?? join(homedir(), '.local', 'state'), 'babelwire', 'import');

/** The note of how far an import has come: one file, which is whole at any moment. */
export class Checkpoint {
  private readonly file: string;

  /** @param identity everything that makes two imports of one input different ones */
  constructor(
    private readonly folder: string,
    private readonly input: Input,
    identity: string[],
  ) {
    this.file = join(folder, `${stableId('import', input.path, ...identity)}.json`);
  }

  /** How far the import had come; undefined when there is no note, or the input is not what it was. */
  read(): Progress | undefined {
    let stored: Stored;
    try {
      stored = JSON.parse(readFileSync(this.file, 'utf8')) as Stored;
    } catch {
      return undefined;
    }
    return stored.form === FORM && stored.fingerprint === this.input.fingerprint
      ? { ...BEGINNING, ...stored.progress }
      : undefined;
  }

  write(progress: Progress): void {
    const { path, fingerprint } = this.input;
    mkdirSync(this.folder, { recursive: true });
    const aside = `${this.file}.${process.pid}`;
    writeFileSync(aside, JSON.stringify({ form: FORM, path, fingerprint, progress } satisfies Stored));
    renameSync(aside, this.file);
  }

  remove(): void {
    rmSync(this.file, { force: true });
  }
}
