import { statfs } from 'node:fs/promises';
import { isLow, type Space } from '#libs/store';
import { type Finding, failed, ok, warning } from './finding.js';

const MB = 1024 * 1024;
/**
 * With less nothing works for long: the largest page (MAX_RECORD_BYTES) passes five times through the log; and MongoDB refuses to
 * build indexes below 500 MB.
 */
const LEAST = { embedded: 100 * MB, mongodb: 500 * MB };

export async function spaceOf(folder: string): Promise<Space> {
  const { bavail, blocks, bsize } = await statfs(folder);
  return { free: bavail * bsize, total: blocks * bsize };
}

/** @param where completes "free …", e.g. `in /data` */
export function examineSpace({ free, total }: Space, whose: keyof typeof LEAST, where: string): Finding {
  const check = 'disk';
  const message = `${inWords(free)} of ${inWords(total)} free ${where}`;
  const todo = 'make room, or move it to a larger disk';
  if (free < LEAST[whose]) return failed(check, message, todo);
  return isLow({ free, total }) ? warning(check, message, todo) : ok(check, message);
}

const inWords = (bytes: number): string =>
  bytes < 1024 * MB ? `${Math.floor(bytes / MB)} MB` : `${Math.floor(bytes / (102.4 * MB)) / 10} GB`;
