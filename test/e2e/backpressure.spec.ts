import { describe, expect, it } from '@jest/globals';
import { describeWithServices } from '../services/index.js';
import type { Problem } from '#libs/platform';
import { generatedPage } from '../support/generated-pages.js';
import { eventually } from '../support/http.js';
import { DistributedLineUnderTest, EmbeddedLineUnderTest, type LineUnderTest } from '../support/lines.js';

/** Sends pages until one is refused, and some more; how many were taken. */
async function flood(
  line: LineUnderTest,
  series: string,
  most: number,
): Promise<{ taken: string[]; refused: Response[] }> {
  const taken: string[] = [];
  const refused: Response[] = [];
  for (let index = 0; index < most && refused.length < 3; index += 1) {
    const page = generatedPage(series, index, 1);
    const response = await line.client.send(page.html, 'text/html', { url: page.url, sourceId: series });
    if (response.status === 202) taken.push(page.url);
    else refused.push(response);
  }
  return { taken, refused };
}

async function expectRefusal(refused: Response[]): Promise<void> {
  expect(refused.length).toBeGreaterThan(0);
  for (const response of refused) {
    expect(response.status).toBe(503);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(((await response.json()) as Problem).type).toBe('urn:babelwire:problem:line-full');
  }
}

const takesAgain = (line: LineUnderTest, series: string): Promise<boolean> =>
  eventually(
    'the line to take pages again',
    async () => {
      const page = generatedPage(series, 9999, 1);
      const { status } = await line.client.send(page.html, 'text/html', { url: page.url, sourceId: series });
      return status === 202 ? true : undefined;
    },
    120_000,
    500,
  );

describe('a flood, in one process', () => {
  it('is refused with 503 and Retry-After, loses nothing that was taken, and is taken again when there is room', async () => {
    const line = await EmbeddedLineUnderTest.start({ MAX_BACKLOG: '10' });
    try {
      const { taken, refused } = await flood(line, 'flood', 2000);
      await expectRefusal(refused);
      await takesAgain(line, 'flood');
      await eventually(
        'every page that was taken',
        async () => {
          const stored = await line.client.articles({ source: 'flood', duplicates: 'true' });
          return stored.length === taken.length + 1 ? true : undefined;
        },
        120_000,
        500,
      );
    } finally {
      await line.stop();
    }
  }, 300_000);
});

describeWithServices('a flood, on Kafka', () => {
  it('is refused with 503 and Retry-After while publish is away, and taken again when it has caught up', async () => {
    const line = await DistributedLineUnderTest.start('flood', {
      services: ['ingest', 'language', 'dedup'],
      env: { MAX_BACKLOG: '50' },
    });
    try {
      const { taken, refused } = await flood(line, 'flood', 2000);
      await expectRefusal(refused);
      await line.startService('publish');
      await takesAgain(line, 'flood');
      await line.idle();
      expect(await line.client.articles({ source: 'flood', duplicates: 'true' })).toHaveLength(taken.length + 1);
    } finally {
      await line.stop();
    }
  }, 400_000);
});
