import { jest, describe, expect, it } from '@jest/globals';
import { about, requestSpan, runIn, startTracing } from '#libs/tracing';
import { createLogger } from './logger.js';

describe('the log in JSON', () => {
  it('names the trace and the article of the work that it tells of, also after it has waited', async () => {
    const nothing = (): void => undefined;
    await startTracing({ service: 'test', endpoint: '', ratio: 1, sent: nothing, failed: nothing, say: nothing });
    const lines: string[] = [];
    const write = jest.spyOn(process.stdout, 'write').mockImplementation((line) => {
      lines.push(String(line));
      return true;
    });
    try {
      const logger = createLogger({ level: 'warn', json: true, service: 'language' });
      const traceId = 'ab'.repeat(16);
      const { context } = requestSpan('POST', { traceparent: `00-${traceId}-1234567890abcdef-01` });
      await runIn(about(context, { article_id: 'a1' }), async () => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        logger.warn('within');
      });
      logger.warn('without');
      const [within, without] = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
      expect(within).toMatchObject({ message: 'within', trace_id: traceId, article_id: 'a1' });
      expect(without).toMatchObject({ message: 'without' });
      expect(without).not.toHaveProperty('trace_id');
    } finally {
      write.mockRestore();
    }
  });
});
