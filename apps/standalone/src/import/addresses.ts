import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { absoluteUrl } from '#libs/extraction';
import type { Input, Item } from './input.js';

/** A list of addresses, one a line; blank lines and those that begin with # say nothing. Units are bytes. */
export function addressInput(path: string, file: { size: number; fingerprint: string }): Input {
  return {
    kind: 'addresses',
    path,
    ...file,
    items: (position, again) => addressesOf(path, file.size, (position as number | undefined) ?? 0, again),
  };
}

/** @param done lines of the file that are done */
async function* addressesOf(path: string, size: number, done: number, again: readonly string[]): AsyncGenerator<Item> {
  const seen = new Set<string>();
  let [line, passed] = [0, 0];
  for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    line += 1;
    passed += Buffer.byteLength(text) + 1;
    const said = line === 1 ? text.replace(/^\uFEFF/, '').trim() : text.trim();
    const address = said === '' || said.startsWith('#') ? undefined : absoluteUrl(said, undefined);
    if (address !== undefined) {
      if (seen.has(address.href)) continue;
      seen.add(address.href);
    }
    if (line <= done || said === '' || said.startsWith('#')) continue;
    const item = { place: `line ${line}`, position: line, passed: Math.min(passed, size) };
    if (address !== undefined) yield { ...item, faults: [], task: { address } };
    else {
      const message = `${JSON.stringify(said.slice(0, 200))} is no http or https address`;
      yield { ...item, faults: [{ place: item.place, code: 'no-address', message }] };
    }
  }
  for (const href of again) yield { place: href, passed: size, faults: [], task: { address: new URL(href) } };
}
