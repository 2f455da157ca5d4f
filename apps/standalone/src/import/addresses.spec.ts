import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { addressInput } from './addresses.js';
import type { Item } from './input.js';

const folder = mkdtempSync(join(tmpdir(), 'babelwire-addresses-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function itemsOf(text: string, position?: unknown, again: string[] = []): Promise<Item[]> {
  const path = join(folder, 'urls.txt');
  writeFileSync(path, text);
  const found: Item[] = [];
  for await (const item of addressInput(path, { size: text.length, fingerprint: '' }).items(position, again))
    found.push(item);
  return found;
}

const told = (items: Item[]): string[] =>
  items.map(({ place, task, faults }) =>
    task !== undefined && 'address' in task ? `${place} ${task.address.href}` : `${place} ${faults[0]?.code ?? ''}`,
  );

const LIST = `# news
https://paper.example/1

  https://paper.example/2#top\t
ftp://paper.example/3
https://paper.example/1
https://paper.example/4`;

describe('a list of addresses', () => {
  it('is read line by line: comments, blank lines and repeats say nothing, what is no address is told of', async () => {
    expect(told(await itemsOf(LIST))).toEqual([
      'line 2 https://paper.example/1',
      'line 4 https://paper.example/2#top',
      'line 5 no-address',
      'line 7 https://paper.example/4',
    ]);
    expect(told(await itemsOf(LIST.replaceAll('\n', '\r\n')))).toEqual(told(await itemsOf(LIST)));
    expect((await itemsOf(LIST)).at(-1)?.passed).toBe(LIST.length);
  });

  it('goes on behind any of its lines, with those at the end that were put off', async () => {
    const all = await itemsOf(LIST);
    for (const [index, { position }] of all.entries())
      expect(await itemsOf(LIST, position)).toEqual(all.slice(index + 1));
    const again = await itemsOf(LIST, 7, ['https://paper.example/1']);
    expect(told(again)).toEqual(['https://paper.example/1 https://paper.example/1']);
    expect(again[0]?.position).toBeUndefined();
  });
});
