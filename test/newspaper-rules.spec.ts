import { expect, it } from '@jest/globals';
import type { LoggedRequest } from './support/newspaper/newspaper.js';
import { brokenRules } from './support/newspaper/rules.js';
import { Stalls } from './support/newspaper/stalls.js';

const rules = { minDelayMs: 50, toleranceMs: 5 };
const request = (path: string, startedAt: number, more: Partial<LoggedRequest> = {}): LoggedRequest => ({
  path,
  startedAt,
  endedAt: startedAt + 1,
  status: 200,
  userAgent: 'Babelwire (+https://press.example/crawler)',
  isConditional: false,
  isUnchanged: false,
  others: 0,
  stalledMs: 0,
  ...more,
});
const robots = request('/robots.txt', 0);

it('a request that comes too soon breaks a rule', () => {
  expect(brokenRules([robots, request('/a', 60)], rules)).toEqual([]);
  expect(brokenRules([robots, request('/a', 20)], rules)).toEqual([expect.stringContaining('/a: 19 ms after')]);
});

it('a request is excused by so much as the newspaper itself stood still, and by no more', () => {
  expect(brokenRules([robots, request('/a', 20, { stalledMs: 40 })], rules)).toEqual([]);
  expect(brokenRules([robots, request('/a', 20, { stalledMs: 10 })], rules)).toHaveLength(1);
});

it('a process notices that it stood still, and soon forgets it', async () => {
  const stalls = new Stalls();
  const end = performance.now() + 80;
  while (performance.now() < end);
  expect(stalls.recent()).toBeGreaterThanOrEqual(70);
  // A busy machine may hold it up once more: then a little later.
  while (stalls.recent() >= 70) await new Promise((resolve) => setTimeout(resolve, 20));
  stalls.stop();
});
