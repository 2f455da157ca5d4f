import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from '@jest/globals';
import { extractPage } from '../extract.js';

const MEGABYTE = 2 ** 20;

it('keeps nothing of the pages that were read', () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const read = (n: number): void => {
    // Names that no page had before, in a page of a megabyte that would stay as long as one of them does.
    const box = `<div class="a-name-of-page-${n} and-another-long-one-${n}"><p>A ferry came to Velmora on day ${n}.</p></div>`;
    const body = `<!doctype html><body>${box}<script>${'x'.repeat(MEGABYTE)}</script></body>`;
    extractPage({ body, contentType: 'text/html', fetchedAt: '2026-11-20T10:00:00Z' });
  };
  for (let n = 0; n < 5; n += 1) read(n);
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let n = 5; n < 65; n += 1) read(n);
  collect();
  expect((process.memoryUsage().heapUsed - before) / MEGABYTE).toBeLessThan(10);
});
