import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from '@jest/globals';

export interface SmallDisk {
  folder: string;
  remove: () => void;
}

/** A real file system that can be full: in memory, as Linux gives it to root. The reason where it can't be had. */
export function smallDisk(megabytes: number): SmallDisk | { why: string } {
  const folder = mkdtempSync(join(tmpdir(), 'babelwire-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'pipe' });
  } catch (error) {
    rmSync(folder, { recursive: true });
    return { why: `a small file system can't be mounted here: ${String(error).split('\n')[0] ?? ''}` };
  }
  const remove = (): void => {
    execFileSync('umount', ['--lazy', folder]);
    rmSync(folder, { recursive: true });
  };
  return { folder, remove };
}

/** `describe` for a suite that needs a small disk: a visible skip where there is none. */
export function describeWithDisk(megabytes: number, name: string, body: (disk: SmallDisk) => void): void {
  const disk = smallDisk(megabytes);
  if ('folder' in disk) {
    describe(name, () => {
      body(disk);
    });
    return;
  }
  process.stderr.write(`SKIPPED: ${name} (${disk.why})\n`);
  describe.skip(`${name} — SKIPPED, ${disk.why}`, () => {
    it('is skipped', () => undefined);
  });
}
