import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from '@jest/globals';
import { gzippedArchive, warcRecord } from '../../../../test/support/archives.js';
import { archiveInput } from './archive.js';
import type { Item } from './input.js';

const folder = mkdtempSync(join(tmpdir(), 'babelwire-archive-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const records = Array.from({ length: 9 }, (_, index) =>
  warcRecord({ url: `https://paper.example/${index}`, body: Buffer.from(`<p>Сторінка ${index}</p>`) }),
);
const junk = Buffer.from('nothing that an archive has\r\n');

async function itemsOf(bytes: Buffer, position?: unknown): Promise<Item[]> {
  const path = join(folder, 'test.warc');
  writeFileSync(path, bytes);
  const found: Item[] = [];
  for await (const item of archiveInput(path, { size: bytes.length, fingerprint: '' }).items(position, []))
    found.push(item);
  return found;
}

const addressOf = ({ task }: Item): string | undefined =>
  task !== undefined && 'page' in task ? task.page.url : undefined;
const addressesOf = (items: Item[]): string[] => items.map(addressOf).filter((url) => url !== undefined);

describe.each([
  ['as it is', Buffer.concat([...records.slice(0, 4), junk, ...records.slice(4)])],
  [
    'gzipped record by record',
    Buffer.concat([gzippedArchive(records.slice(0, 4)), junk, gzippedArchive(records.slice(4))]),
  ],
  ['gzipped as one', gzipSync(Buffer.concat([...records.slice(0, 4), junk, ...records.slice(4)]))],
])('an archive, %s,', (_how, bytes) => {
  it('goes on behind any of its pages, with what comes after it and nothing of what came before', async () => {
    const all = await itemsOf(bytes);
    expect(addressesOf(all)).toEqual(records.map((_, index) => `https://paper.example/${index}`));
    expect(all.flatMap(({ faults }) => faults)).toHaveLength(1);
    const last = all.length - 1;
    for (const [index, { position }] of all.entries()) {
      if (index === last) continue;
      const rest = await itemsOf(bytes, JSON.parse(JSON.stringify(position)));
      expect(rest).toEqual(all.slice(index + 1));
    }
  });
});

describe('a page of an archive', () => {
  it('has the charset of the answer, the time of the archive, and no status but a good one', async () => {
    const [page, missing] = await itemsOf(
      Buffer.concat([
        warcRecord({
          url: 'https://paper.example/a',
          body: Buffer.from('<p>a'),
          contentType: 'application/xhtml+xml; Charset="koi8-u"',
          date: '2019-03-04T05:06:07.891234Z',
        }),
        warcRecord({ url: 'https://paper.example/b', body: Buffer.from('<p>b'), status: '301 Moved' }),
      ]),
    );
    expect(page?.task).toMatchObject({
      page: { contentType: 'text/html; charset=koi8-u', fetchedAt: '2019-03-04T05:06:07.891Z' },
    });
    expect(missing).toMatchObject({ skipped: 'answered with status 301' });
    expect(missing?.task).toBeUndefined();
  });

  it('is told of where it has no address, and where the archive has only a part of it', async () => {
    const cut = warcRecord({ url: 'https://paper.example/a', body: Buffer.from('<p>a') });
    const bytes = Buffer.concat([
      warcRecord({ url: 'urn:uuid:1', body: Buffer.from('<p>a') }),
      Buffer.from(cut.toString('latin1').replace('WARC-Date', 'WARC-Truncated: length\r\nWARC-Date'), 'latin1'),
    ]);
    const items = await itemsOf(bytes);
    expect(items.flatMap(({ faults }) => faults.map(({ code }) => code))).toEqual(['no-address', 'cut']);
    expect(addressesOf(items)).toEqual(['https://paper.example/a']);
  });
});
