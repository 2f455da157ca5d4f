import { readdir, readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { absoluteUrl } from '#libs/extraction';
import { addressWithin } from './address-within.js';
import type { FoundPage, Input, Item } from './input.js';

const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.htm': 'text/html',
  '.xhtml': 'text/html',
  '.txt': 'text/plain',
};

/** Pages saved in a folder and the folders below, in the order of their names; units are pages. */
export async function folderInput(path: string, base: URL | undefined): Promise<Input> {
  let size = 0;
  for await (const _ of filesBelow(path, '')) size += 1;
  return {
    kind: 'folder',
    path,
    fingerprint: '',
    size,
    items: (position) => pagesOf(path, base, position as string | undefined),
  };
}

async function* pagesOf(root: string, base: URL | undefined, after: string | undefined): AsyncGenerator<Item> {
  let passed = 0;
  for await (const file of filesBelow(root, '')) {
    passed += 1;
    if (after !== undefined && compare(file, after) <= 0) continue;
    const item = { place: file, position: file, passed };
    try {
      yield { ...item, faults: [], task: { page: await read(root, file, base) } };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      yield { ...item, faults: [{ place: file, code: 'unreadable', message }] };
    }
  }
}

/** Folder by folder, so that the order is that of the parts of a path. */
function compare(a: string, b: string): number {
  const [one, other] = [a.split('/'), b.split('/')];
  const at = one.findIndex((part, index) => part !== other[index]);
  const [x = '', y = ''] = at < 0 ? [] : [one[at], other[at]];
  return x === y ? one.length - other.length : x < y ? -1 : 1;
}

/** Paths of the pages below a folder, with `/` between their parts. Links are not followed: they may lead round. */
async function* filesBelow(root: string, folder: string): AsyncGenerator<string> {
  const entries = await readdir(join(root, folder), { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (entry.name.startsWith('.')) continue;
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) yield* filesBelow(root, path);
    else if (entry.isFile() && extname(path).toLowerCase() in TYPES) yield path;
  }
}

async function read(root: string, file: string, base: URL | undefined): Promise<FoundPage> {
  const path = join(root, file);
  const body = await readFile(path);
  const { mtime } = await stat(path);
  const contentType = TYPES[extname(file).toLowerCase()] ?? 'text/html';
  const said = await sidecar(path);
  const url = said.url ?? addressOnMirror(file, base)?.href ?? addressWithin(body)?.href;
  return { contentType, body, fetchedAt: mtime.toISOString(), ...said, ...(url === undefined ? {} : { url }) };
}

/** Where a page of a mirrored site came from: the path is that of the address. */
function addressOnMirror(file: string, base: URL | undefined): URL | undefined {
  const path = file
    .replace(/(^|\/)index\.x?html?$/i, '$1')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
  return base === undefined ? undefined : absoluteUrl(path, base.href.endsWith('/') ? base.href : `${base.href}/`);
}

type Said = Partial<Pick<FoundPage, 'url' | 'contentType' | 'fetchedAt' | 'sourceId' | 'timeZone'>>;
const FIELDS = ['url', 'contentType', 'fetchedAt', 'sourceId', 'timeZone'] as const;

/** What `page.html.json` says of `page.html`: fields of a capture. Throws when it is there and makes no sense. */
async function sidecar(path: string): Promise<Said> {
  let text: string;
  try {
    text = await readFile(`${path}.json`, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
  const said = parsed(text, `${path}.json`);
  const odd = Object.entries(said).find(
    ([name, value]) => !FIELDS.some((field) => field === name) || typeof value !== 'string',
  );
  if (odd !== undefined) {
    throw new Error(`${path}.json: "${odd[0]}" is not one of ${FIELDS.join(', ')}, or no text`);
  }
  return said;
}

function parsed(text: string, path: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Told below, in our words.
  }
  throw new Error(`${path} is no JSON object`);
}
