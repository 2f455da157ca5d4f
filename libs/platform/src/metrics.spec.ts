import { describe, expect, it } from '@jest/globals';
import { Metrics } from './metrics.js';

describe('a scrape', () => {
  it('has what is asked for at that moment', async () => {
    const metrics = new Metrics({ service: 'test' });
    let waiting = 3;
    metrics.beforeScrape(async () => {
      await new Promise((resolve) => setImmediate(resolve));
      metrics.backlog.set({ group: 'g', topic: 't' }, waiting);
    });
    expect(await metrics.scrape()).toContain('babelwire_backlog_messages{group="g",topic="t",service="test"} 3');
    waiting = 5;
    expect(await metrics.scrape()).toContain('babelwire_backlog_messages{group="g",topic="t",service="test"} 5');
  });

  it('answers within seconds though a dependency never does, with all that others told', async () => {
    const metrics = new Metrics({ service: 'test' });
    metrics.beforeScrape(() => new Promise(() => undefined));
    metrics.beforeScrape(() => Promise.reject(new Error('away')));
    metrics.beforeScrape(() => {
      metrics.dependencies.set({ dependency: 'kafka' }, 0);
      return Promise.resolve();
    });
    const began = performance.now();
    expect(await metrics.scrape()).toContain('babelwire_dependency_up{dependency="kafka",service="test"} 0');
    // Prometheus waits for 10 s.
    expect(performance.now() - began).toBeLessThan(6000);
  });
});
