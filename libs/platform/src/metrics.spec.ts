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

  it('answers in the time that the scraper has, and tells the next one what came too late', async () => {
    const metrics = new Metrics({ service: 'test' });
    let [asked, answer] = [0, (): void => undefined];
    metrics.beforeScrape(async () => {
      asked += 1;
      await new Promise<void>((resolve) => (answer = resolve));
      metrics.dependencies.set({ dependency: 'kafka' }, 0);
    });
    const up = 'babelwire_dependency_up{dependency="kafka",service="test"} 0';
    const began = performance.now();
    expect(await metrics.scrape('0.5')).not.toContain(up);
    expect(await metrics.scrape('0.4')).not.toContain(up);
    expect(performance.now() - began).toBeLessThan(2000);
    expect(asked).toBe(1);
    answer();
    await new Promise((resolve) => setImmediate(resolve));
    expect(await metrics.scrape('0.35')).toContain(up);
  });

  it('asks everybody again though one of them has not answered yet', async () => {
    const metrics = new Metrics({ service: 'test' });
    let asked = 0;
    metrics.beforeScrape(() => new Promise(() => undefined));
    metrics.beforeScrape(() => {
      asked += 1;
      return Promise.resolve();
    });
    await metrics.scrape('0.4');
    await metrics.scrape('0.4');
    expect(asked).toBe(2);
  });
});
