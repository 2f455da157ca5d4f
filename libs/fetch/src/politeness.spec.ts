import { describe, expect, it } from '@jest/globals';
import { SimulatedClock } from '../test/clock.js';
import { createPoliteness, type PolitenessOptions } from './politeness.js';

interface Visit {
  host: string;
  start: number;
  end: number;
}

/** Makes visits that take a time each, and notes when they began and ended, milliseconds from the start. */
function visitors(options: PolitenessOptions = {}) {
  const clock = new SimulatedClock(0);
  const politeness = createPoliteness({ clock, ...options });
  const visits: Visit[] = [];
  const visit = async (host: string, takes: number, delayMs = 0, signal?: AbortSignal): Promise<void> => {
    const leave = await politeness.enter(new URL(`https://${host}/`), { delayMs, ...(signal ? { signal } : {}) });
    const start = clock.now();
    await clock.sleep(takes);
    leave();
    leave();
    visits.push({ host, start, end: clock.now() });
  };
  return { clock, politeness, visits, visit };
}

const starts = (visits: Visit[]): number[] => visits.map(({ start }) => start).sort((a, b) => a - b);

describe('politeness', () => {
  it('asks a host one thing at a time, and leaves a second between', async () => {
    const { clock, visits, visit } = visitors();
    for (let n = 0; n < 3; n += 1) void visit('a.example', 500);
    await clock.advance(10_000);
    expect(visits).toEqual([
      { host: 'a.example', start: 0, end: 500 },
      { host: 'a.example', start: 1500, end: 2000 },
      { host: 'a.example', start: 3000, end: 3500 },
    ]);
  });

  it('takes a host for the same on another port, scheme, or with a final dot', async () => {
    const { clock, politeness } = visitors();
    const entered: string[] = [];
    for (const url of ['https://a.example/', 'http://a.example:8080/', 'https://a.example./']) {
      void politeness.enter(new URL(url)).then(() => entered.push(url));
    }
    await clock.advance(60_000);
    expect(entered).toEqual(['https://a.example/']);
  });

  it('keeps a longer delay that the host wishes', async () => {
    const { clock, visits, visit } = visitors();
    for (let n = 0; n < 3; n += 1) void visit('a.example', 100, 10_000);
    await clock.advance(60_000);
    expect(starts(visits)).toEqual([0, 10_100, 20_200]);
  });

  it('does not let a slow host hold up the others', async () => {
    const { clock, visits, visit } = visitors();
    void visit('slow.example', 50_000);
    void visit('slow.example', 50_000);
    void visit('b.example', 10);
    await clock.advance(20);
    expect(visits).toEqual([{ host: 'b.example', start: 0, end: 10 }]);
  });

  it('bounds the requests to all hosts together, first come first served', async () => {
    const { clock, politeness, visits, visit } = visitors({ concurrency: 2 });
    for (const host of ['a', 'b', 'c', 'd', 'e']) void visit(`${host}.example`, 100);
    await clock.advance(0);
    expect(politeness.load).toEqual({ running: 2, waiting: 3, hosts: 5 });
    await clock.advance(1000);
    expect(visits.map(({ host, start }) => `${host[0]} ${start}`)).toEqual(['a 0', 'b 0', 'c 100', 'd 100', 'e 200']);
  });

  it('allows more at a time where configured, and still leaves the delay', async () => {
    const { clock, visits, visit } = visitors({ perHost: 2, minDelayMs: 100 });
    for (let n = 0; n < 4; n += 1) void visit('a.example', 1000);
    await clock.advance(10_000);
    expect(starts(visits)).toEqual([0, 100, 1200, 1300]);
  });

  it('leaves a host alone for as long as it asked, even those already waiting', async () => {
    const { clock, politeness, visits, visit } = visitors();
    void visit('a.example', 100);
    void visit('a.example', 100);
    await clock.advance(50);
    politeness.rest(new URL('https://a.example/'), 30_000);
    politeness.rest(new URL('https://a.example/'), 1);
    await clock.advance(60_000);
    expect(starts(visits)).toEqual([0, 30_050]);
  });

  it('says so at once when the rest is longer than one waits', async () => {
    const { clock, politeness, visit } = visitors({ maxWaitMs: 60_000 });
    politeness.rest(new URL('https://a.example/'), 3_600_000);
    await expect(visit('a.example', 1)).rejects.toMatchObject({
      code: 'fetch.host-resting',
      kind: 'transient',
      retryAfterMs: 3_600_000,
    });
    await clock.advance(3_600_000);
    void visit('a.example', 1);
    await clock.advance(1);
    expect(politeness.load.waiting).toBe(0);
  });

  it('tells those who wait already when a rest turns out longer than one waits', async () => {
    const { clock, politeness, visit } = visitors({ maxWaitMs: 60_000 });
    void visit('a.example', 100);
    const waiting = expect(visit('a.example', 100)).rejects.toMatchObject({ code: 'fetch.host-resting' });
    await clock.advance(50);
    politeness.rest(new URL('https://a.example/'), 3_600_000);
    await waiting;
    expect(politeness.load).toMatchObject({ running: 1, waiting: 0 });
  });

  it('forgets whoever gives up waiting', async () => {
    const { clock, politeness, visits, visit } = visitors();
    const controller = new AbortController();
    void visit('a.example', 100);
    const given = expect(visit('a.example', 100, 0, controller.signal)).rejects.toThrow('enough');
    void visit('a.example', 100);
    await clock.advance(50);
    controller.abort(new Error('enough'));
    await given;
    await clock.advance(10_000);
    expect(starts(visits)).toEqual([0, 1100]);
    expect(politeness.load).toMatchObject({ running: 0, waiting: 0 });
  });

  it('remembers no host that could be asked again at once', async () => {
    const { clock, politeness, visit } = visitors();
    for (let n = 0; n < 20_000; n += 1) {
      void visit(`h${n}.example`, 1);
      await clock.advance(10);
    }
    expect(politeness.load.hosts).toBeLessThan(2000);
  }, 60_000);

  it('never breaks its rules, whatever comes', async () => {
    const { clock, politeness, visits, visit } = visitors({ concurrency: 3, minDelayMs: 200 });
    let seed = 7;
    const random = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
    const all: Promise<void>[] = [];
    for (let n = 0; n < 500; n += 1) {
      all.push(visit(`h${random(8)}.example`, 1 + random(300)));
      if (random(10) === 0) politeness.rest(new URL(`https://h${random(8)}.example/`), random(2000));
      await clock.advance(random(100));
    }
    await clock.advance(1_000_000);
    await Promise.all(all);
    expect(visits).toHaveLength(500);
    for (const [at, { host, start, end }] of visits.entries()) {
      const others = visits.filter((_, other) => other !== at);
      expect(others.filter((other) => other.host === host && other.start >= start && other.start < end + 200)).toEqual(
        [],
      );
      expect(others.filter((other) => other.start <= start && other.end > start).length).toBeLessThan(3);
    }
  });

  it.each([{ perHost: 0 }, { concurrency: -1 }, { minDelayMs: NaN }])('refuses %p', (options) => {
    expect(() => createPoliteness(options)).toThrow(expect.objectContaining({ code: 'invalid-configuration' }));
  });
});
