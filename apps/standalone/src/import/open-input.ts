import { open, realpath, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { BabelwireError } from '#libs/contracts';
import { addressInput } from './addresses.js';
import { archiveInput } from './archive.js';
import { folderInput } from './folder.js';
import type { Input } from './input.js';

/** What a path is: a folder of pages, a web archive (by its first bytes or its name), else a list of addresses. */
export async function openInput(given: string, base: URL | undefined): Promise<Input> {
  try {
    const path = await realpath(given);
    const file = await stat(path);
    if (file.isDirectory()) return await folderInput(path, base);
    const kept = { size: file.size, fingerprint: `${file.size} ${Math.round(file.mtimeMs)}` };
    if (await isArchive(path)) return archiveInput(path, kept);
    if (/^\.x?html?$/i.test(extname(path))) {
      throw new BabelwireError(
        'usage',
        'poison',
        `${given} is one page: babelwire run shows its articles; import takes its folder`,
      );
    }
    return addressInput(path, kept);
  } catch (cause) {
    if (cause instanceof BabelwireError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new BabelwireError('file-unreadable', 'poison', `${given} can't be read: ${why}`, { cause });
  }
}

async function isArchive(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(5), 0, 5, 0);
    const start = buffer.subarray(0, bytesRead);
    const isGzip = start[0] === 0x1f && start[1] === 0x8b;
    return isGzip || start.toString('latin1') === 'WARC/' || /\.warc(?:\.gz)?$/i.test(path);
  } finally {
    await file.close();
  }
}
