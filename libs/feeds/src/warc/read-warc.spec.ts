import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readWarc, type ArchivedPage, type WarcOptions, type WarcWarning } from './read-warc.js';

const text = (value: string): Buffer => Buffer.from(value, 'utf8');

function record(type: string, url: string, content: Buffer, extra = '', length = content.length): Buffer {
  const head = `WARC/1.1\r\nWARC-Type: ${type}\r\nWARC-Target-URI: ${url}\r\nWARC-Date: 2026-03-10T08:00:00Z\r\n${extra}Content-Length: ${length}\r\n\r\n`;
  return Buffer.concat([text(head), content, text('\r\n\r\n')]);
}

const http = (body: Buffer, headers = 'Content-Type: text/html; charset=UTF-8\r\n', status = '200 OK'): Buffer =>
  Buffer.concat([text(`HTTP/1.1 ${status}\r\n${headers}\r\n`), body]);

const html = (word: string): Buffer => text(`<!doctype html><title>${word}</title><p>Новости: ${word}</p>`);
const page = (n: number): Buffer => record('response', `https://paper.example/${n}`, http(html(`page ${n}`)));
const INFO = record('warcinfo', '', text('software: test\r\n'));

async function* cut(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) {
    await Promise.resolve();
    yield bytes.subarray(at, at + size);
  }
}

async function read(
  bytes: Uint8Array,
  { chunk = 1000, ...options }: WarcOptions & { chunk?: number } = {},
): Promise<{ pages: ArchivedPage[]; urls: string[]; warnings: WarcWarning[] }> {
  const warnings: WarcWarning[] = [];
  const pages: ArchivedPage[] = [];
  for await (const one of readWarc(cut(bytes, chunk), { onWarning: (w) => warnings.push(w), ...options }))
    pages.push(one);
  return { pages, urls: pages.map(({ url }) => url.replace('https://paper.example/', '')), warnings };
}

const plain = (...records: Buffer[]): Buffer => Buffer.concat(records);
const zipped = (...records: Buffer[]): Buffer => Buffer.concat(records.map((one) => gzipSync(one)));

describe.each([
  ['plain', plain],
  ['gzipped record by record', zipped],
])('an archive, %s,', (_how, archive) => {
  it('gives its HTML pages and nothing else', async () => {
    const bytes = archive(
      INFO,
      record('request', 'https://paper.example/1', text('GET /1 HTTP/1.1\r\n\r\n')),
      page(1),
      record('response', 'https://paper.example/logo', http(text('PNG'), 'Content-Type: image/png\r\n')),
      record('revisit', 'https://paper.example/1', http(text(''))),
      record('response', 'dns:paper.example', text('paper.example. 300 IN A 192.0.2.1')),
      record('response', '<https://paper.example/gone>', http(html('gone'), 'Content-Type: text/html\r\n', '410 Gone')),
      page(2),
    );
    const { pages, urls, warnings } = await read(bytes);
    expect(urls).toEqual(['1', 'gone', '2']);
    expect(pages.map(({ httpStatus }) => httpStatus)).toEqual([200, 410, 200]);
    expect(pages[0]).toMatchObject({
      date: '2026-03-10T08:00:00Z',
      contentType: 'text/html; charset=UTF-8',
      charset: 'UTF-8',
    });
    expect(Buffer.from(pages[2]!.body)).toEqual(html('page 2'));
    expect(warnings).toEqual([]);
  });

  it('is the same however the bytes come', async () => {
    const bytes = archive(INFO, page(1), page(2), page(3));
    const whole = await read(bytes, { chunk: 1e9 });
    for (const chunk of [1, 2, 7, 64, 333]) expect(await read(bytes, { chunk })).toEqual(whole);
  });

  it('can be read on from the place of any record', async () => {
    const bytes = archive(INFO, page(1), page(2), page(3));
    const { pages } = await read(bytes);
    expect(pages.map(({ recordOffset }) => recordOffset)).toEqual(
      [[INFO], [INFO, page(1)], [INFO, page(1), page(2)]].map((before) => archive(...before).length),
    );
    for (const { recordOffset } of pages) {
      const rest = await read(bytes.subarray(recordOffset), { offset: recordOffset });
      expect(rest.pages).toEqual(pages.filter((one) => one.recordOffset >= recordOffset));
    }
  });

  it('undoes transfer and content encodings, and those that were undone already', async () => {
    const body = html('encoded');
    const chunked = plain(
      text('a\r\n'),
      body.subarray(0, 10),
      text(`\r\n${(body.length - 10).toString(16)};x=1\r\n`),
      body.subarray(10),
      text('\r\n0\r\n\r\n'),
    );
    const type = 'Content-Type: text/html\r\n';
    const answers = [
      http(gzipSync(body), `${type}Content-Encoding: gzip\r\n`),
      http(brotliCompressSync(body), `${type}Content-Encoding: br\r\n`),
      http(deflateSync(body), `${type}Content-Encoding: deflate\r\n`),
      http(chunked, `${type}Transfer-Encoding: chunked\r\n`),
      http(body, `${type}Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n`),
      http(body, `${type}Content-Encoding: br\r\n`),
      http(body, ''),
    ];
    const { pages, warnings } = await read(
      archive(...answers.map((a, n) => record('response', `https://paper.example/${n}`, a))),
    );
    expect(pages.map((one) => Buffer.from(one.body).toString())).toEqual(answers.map(() => body.toString()));
    expect(warnings).toEqual([]);
  });

  it('passes over a record that is too large, or a bomb', async () => {
    const bomb = http(gzipSync(Buffer.alloc(5_000_000)), 'Content-Type: text/html\r\nContent-Encoding: gzip\r\n');
    const bytes = archive(
      record('response', 'https://paper.example/large', http(Buffer.alloc(200_000, 'a'))),
      page(1),
      record('response', 'https://paper.example/bomb', bomb),
      page(2),
    );
    const { urls, warnings } = await read(bytes, { mostBytes: 100_000 });
    expect(urls).toEqual(['1', '2']);
    expect(warnings.map(({ code }) => code)).toEqual(['too-large', 'bad-answer']);
  });

  it('that was cut off gives what is whole, and says where it ends', async () => {
    const bytes = archive(page(1), page(2));
    const { urls, warnings } = await read(bytes.subarray(0, bytes.length - 60));
    expect(urls).toEqual(['1']);
    expect(warnings).toEqual([expect.objectContaining({ code: 'truncated' })]);
    expect(warnings[0]?.offset).toBe(archive(page(1)).length);
  });

  it('goes on behind records that are no records', async () => {
    const bytes = archive(
      page(1),
      text('some garbage\r\nthat means nothing\r\n'),
      page(2),
      record('response', 'https://paper.example/odd', text('no http')),
      page(3),
    );
    const { urls, warnings } = await read(bytes);
    expect(urls).toEqual(['1', '2', '3']);
    expect(warnings).toEqual([
      expect.objectContaining({ code: 'bad-record', offset: archive(page(1)).length }),
      expect.objectContaining({ code: 'bad-answer' }),
    ]);
  });

  it('goes on behind a record that says it is longer than it is', async () => {
    const content = http(html('short'));
    const liar = record('response', 'https://paper.example/liar', content, '', content.length + 300);
    const { urls, warnings } = await read(archive(page(1), liar, page(2), page(3)));
    expect(urls).toEqual(['1', '2', '3']);
    expect(warnings.length).toBe(1);
  });

  it('goes on behind a record without a length', async () => {
    const bad = text('WARC/1.0\r\nWARC-Type: response\r\n\r\nHTTP/1.1 200 OK\r\n\r\n<p>\r\n\r\n');
    const { urls, warnings } = await read(archive(page(1), bad, page(2)));
    expect(urls).toEqual(['1', '2']);
    expect(warnings[0]?.code).toBe('bad-record');
  });
});

describe('a gzipped archive', () => {
  it('may be one gzip stream', async () => {
    const bytes = gzipSync(plain(INFO, page(1), page(2)));
    expect((await read(bytes)).urls).toEqual(['1', '2']);
  });

  it('loses a damaged member and no other', async () => {
    const big = record(
      'response',
      'https://paper.example/big',
      http(text(`<p>${Array.from({ length: 20_000 }, (_, i) => i * 7919).join(' ')}`)),
    );
    const bytes = zipped(page(1), big, page(2), page(3));
    const start = zipped(page(1)).length;
    const size = zipped(big).length;
    bytes.fill(0xff, start + Math.floor(size / 2), start + Math.floor(size / 2) + 400);
    const { urls, warnings } = await read(bytes);
    expect(urls).toEqual(['1', '2', '3']);
    expect(warnings.at(0)).toMatchObject({ offset: start });
    expect(warnings.every(({ offset }) => offset >= start && offset < start + size)).toBe(true);
  });

  it('goes on behind bytes that are no gzip', async () => {
    const bytes = plain(zipped(page(1)), text('not gzip at all'), zipped(page(2)), Buffer.alloc(512));
    const { urls, warnings } = await read(bytes);
    expect(urls).toEqual(['1', '2']);
    expect(warnings.map(({ code }) => code)).toEqual(['damaged', 'damaged']);
  });
});

describe('any bytes at all', () => {
  it('end without an error', async () => {
    const good = [plain(page(1), page(2)), zipped(page(1), page(2))];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...good),
        fc.array(fc.tuple(fc.nat(), fc.uint8Array({ maxLength: 20 })), { maxLength: 5 }),
        fc.nat({ max: 500 }),
        async (archive, edits, chunk) => {
          let bytes: Buffer = archive;
          for (const [place, patch] of edits) {
            const at = place % (bytes.length + 1);
            bytes = Buffer.concat([bytes.subarray(0, at), patch, bytes.subarray(at + (place % 3) * 10)]);
          }
          const { pages } = await read(bytes, { chunk: chunk + 1 });
          expect(pages.length).toBeLessThan(10);
        },
      ),
      { numRuns: 300 },
    );
  });
});
