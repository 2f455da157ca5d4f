import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Topics } from '#libs/contracts';
import { describeWithServices } from '../services/index.js';
import { generatedPage } from '../support/generated-pages.js';
import { eventually } from '../support/http.js';
import { keyHeaders } from '../support/key.js';
import { DistributedLineUnderTest, EmbeddedLineUnderTest, type LineUnderTest } from '../support/lines.js';
import { OtlpReceiver, type ReceivedSpan } from '../support/otlp-receiver.js';

const STAGES = ['extract', 'language', 'fingerprint', 'resolve', 'publish'];
const PAGES = 12;

/** A trace as a browser or a crawler would begin it. */
const trace = (n: number): string => `${n}`.padStart(32, 'ab');
const traceparent = (n: number): string => `00-${trace(n)}-1234567890abcdef-01`;

function tracesSuite(
  start: (env: Record<string, string>) => Promise<LineUnderTest>,
  outputOf: (line: LineUnderTest) => string,
): void {
  let receiver: OtlpReceiver;
  let line: LineUnderTest;
  beforeAll(async () => {
    receiver = await OtlpReceiver.start();
    line = await start({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint });
  }, 180_000);
  afterAll(async () => {
    await line.stop();
    await receiver.close();
  }, 60_000);

  it('make one of each capture, from the request to what is published', async () => {
    const ids: string[] = [];
    for (let n = 1; n <= PAGES; n += 1) {
      const page = generatedPage('traces', n);
      const response = await fetch(`${line.client.ingestUrl}/v1/captures?url=${encodeURIComponent(page.url)}`, {
        method: 'POST',
        headers: { 'content-type': 'text/html', traceparent: traceparent(n), ...keyHeaders },
        body: page.html,
      });
      expect(response.status).toBe(202);
      ids.push(((await response.json()) as { id: string }).id);
    }
    for (const id of ids) await line.client.settled(id, 120_000);
    for (let n = 1; n <= PAGES; n += 1) {
      const spans = await eventually(
        `trace ${n}`,
        () => {
          const found = receiver.ofTrace(trace(n));
          const names = new Set(found.map(({ name }) => name));
          return Promise.resolve([...STAGES, 'POST /v1/captures'].every((name) => names.has(name)) ? found : undefined);
        },
        60_000,
      );
      const byId = new Map(spans.map((span) => [span.spanId, span]));
      const parents = (span: ReceivedSpan): string[] => {
        const parent = byId.get(span.parentSpanId ?? '');
        return parent === undefined ? [] : [parent.name, ...parents(parent)];
      };
      const published = spans.find(({ name }) => name === 'publish');
      expect(published && parents(published)).toEqual([...STAGES.slice(0, -1).reverse(), 'POST /v1/captures']);
      const [request] = spans.filter(({ name }) => name === 'POST /v1/captures');
      expect(request?.parentSpanId).toBe('1234567890abcdef');
    }
    // A batch of several captures belongs to none of them, and leads to all.
    const batches = receiver.spans.filter(({ name }) => name.endsWith(' batch'));
    expect(batches.every(({ links = [] }) => links.length > 1)).toBe(true);
    expect(batches.some(({ traceId }) => traceId.startsWith('abab'))).toBe(false);
  }, 240_000);

  it('say nothing in the log', () => {
    // Of the embedded line without what it says to the person who started it.
    expect(outputOf(line)).not.toMatch(/WARN|ERROR|"level"/);
  });

  it('are named by every message, up to the public topics', async () => {
    const records = await line.finalRecords(Topics.captures, Topics.articlesResolved, Topics.articles);
    for (const topic of records) {
      const named = topic.map(({ headers }) => headers.traceparent ?? '');
      expect(named.length).toBeGreaterThanOrEqual(PAGES);
      expect(named.filter((one) => !/^00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]$/.test(one))).toEqual([]);
      expect(new Set(named.map((one) => one.slice(3, 35)).filter((one) => one.startsWith('abab'))).size).toBe(PAGES);
    }
  });
}

describe('traces, embedded', () => {
  tracesSuite(
    (env) => EmbeddedLineUnderTest.start(env),
    (line) => (line as EmbeddedLineUnderTest).service.output,
  );
});

describeWithServices('traces, on Kafka and MongoDB', () => {
  tracesSuite(
    (env) => DistributedLineUnderTest.start('traces', { env }),
    (line) =>
      (line as DistributedLineUnderTest)
        .allServices()
        .map(({ output }) => output)
        .join(''),
  );
});
