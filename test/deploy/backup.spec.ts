import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import type { Article } from '#libs/contracts';
import { babelwire } from '../support/command.js';

const folder = mkdtempSync(join(tmpdir(), 'babelwire-backup-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

it('goes on from a copy of the data folder of a line that was stopped', async () => {
  const [data, copy] = [join(folder, 'data'), join(folder, 'copy')];
  const start = (from: string) => babelwire(['start', '--once', '--json', '--data', from]);
  const before = await start(data);
  cpSync(data, copy, { recursive: true });
  rmSync(data, { recursive: true });
  const after = await start(copy);
  expect(after.said).toContain('nothing was sent again');
  const articles = JSON.parse(after.out) as Article[];
  expect(articles.length).toBeGreaterThan(10);
  expect(articles).toEqual(JSON.parse(before.out));
});
