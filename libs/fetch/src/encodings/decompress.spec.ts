import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { decompress } from './decompress.js';

describe('a compressed file', () => {
  const bomb = gzipSync(gzipSync(Buffer.alloc(30_000_000)));

  it('is decoded within the limits of a body', async () => {
    expect((await decompress(gzipSync('<urlset/>'), 'gzip', 'sitemap.xml.gz')).toString()).toBe('<urlset/>');
    await expect(decompress(gzipSync('<urlset/>'), 'gzip', 'a', { bytes: 8 })).rejects.toMatchObject({
      code: 'fetch.body-too-large',
    });
    await expect(decompress(bomb, 'gzip, gzip', 'a', { bytes: 1e9 })).rejects.toMatchObject({
      code: 'fetch.compression-bomb',
    });
  });

  it('that is broken is named', async () => {
    await expect(decompress(Buffer.from('<urlset/>'), 'gzip', 'sitemap.xml.gz')).rejects.toMatchObject({
      code: 'fetch.encoding-broken',
      message: expect.stringContaining('sitemap.xml.gz'),
    });
  });
});
