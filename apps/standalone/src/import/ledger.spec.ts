import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Item } from './input.js';
import { BEGINNING, Ledger, type Outcome, type Progress } from './ledger.js';

const item = (index: number, faults = 0): Item => ({
  place: `line ${index}`,
  position: index,
  passed: index * 10,
  faults: Array.from({ length: faults }, () => ({ place: '', code: '', message: '' })),
  task: { address: new URL(`https://paper.example/${index}`) },
});

describe('the ledger of an import', () => {
  it('counts what is done without a gap, and remembers by number what is done beyond', () => {
    const ledger = new Ledger(BEGINNING);
    const [one, two, three] = [1, 2, 3].map((index) => ledger.begin(item(index, 1)));
    two?.('taken');
    three?.('refused');
    expect(ledger.progress).toMatchObject({ passed: 0, totals: { taken: 0, faults: 0 } });
    expect(ledger.progress.ahead).toEqual([
      [1, 'taken'],
      [2, 'refused'],
    ]);
    one?.('taken');
    expect(ledger.progress).toEqual({
      position: 3,
      passed: 30,
      ahead: [],
      totals: { taken: 2, skipped: 0, refused: 1, faults: 3 },
      putOff: [],
    });
    expect(ledger.open).toBe(0);
  });

  it('keeps the addresses that were put off until they are had', () => {
    const ledger = new Ledger(BEGINNING);
    ledger.begin(item(1))?.('putOff');
    const { progress } = ledger;
    expect(progress).toMatchObject({ position: 1, totals: { taken: 0 }, putOff: ['https://paper.example/1'] });
    const { position: _, ...again } = item(1);
    const later = new Ledger(progress);
    const settle = later.begin(again);
    expect(later.progress.putOff).toEqual(['https://paper.example/1']);
    settle?.('taken');
    expect(later.progress).toMatchObject({ position: 1, totals: { taken: 1 }, putOff: [] });
  });

  it('loses nothing and counts nothing twice, wherever it is cut off, however often', () => {
    const outcomes = fc.array(fc.constantFrom<Outcome>('taken', 'skipped', 'refused'), { minLength: 1, maxLength: 30 });
    // Of each run: how many items begin, and which of these end, in what order, before it is killed.
    const runs = fc.array(fc.record({ begin: fc.nat(12), end: fc.array(fc.nat(11), { maxLength: 12 }) }), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(outcomes, runs, (ends, kills) => {
        const done = new Map<number, number>();
        let progress: Progress = BEGINNING;
        const all = [...kills, { begin: Infinity, end: ends.map((_, index) => index) }];
        for (const { begin, end } of all) {
          const ledger = new Ledger(JSON.parse(JSON.stringify(progress)) as Progress);
          const first = (progress.position as number | undefined) ?? 0;
          const open: [number, (outcome: Outcome) => void][] = [];
          for (let index = first; index < Math.min(ends.length, first + begin); index += 1) {
            const settle = ledger.begin(item(index + 1));
            if (settle !== undefined) open.push([index, settle]);
          }
          for (const place of end) {
            const [index, settle] = open.splice(place % Math.max(open.length, 1), 1)[0] ?? [];
            if (index === undefined) continue;
            done.set(index, (done.get(index) ?? 0) + 1);
            settle?.(ends[index] ?? 'taken');
          }
          progress = ledger.progress;
        }
        expect([...done.values()].every((times) => times === 1)).toBe(true);
        expect(done.size).toBe(ends.length);
        const count = (outcome: Outcome): number => ends.filter((one) => one === outcome).length;
        const totals = { taken: count('taken'), skipped: count('skipped'), refused: count('refused'), faults: 0 };
        expect(progress).toMatchObject({ totals, ahead: [] });
      }),
    );
  });
});
