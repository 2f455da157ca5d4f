import type { Item } from './input.js';

/** How an item ended. `putOff`: its site could not be reached for now. */
export type Outcome = 'taken' | 'skipped' | 'refused' | 'faulty' | 'putOff';

export interface Totals {
  /** Pages that the line has. */
  taken: number;
  /** Pages that are nobody's news, such as archived error messages. */
  skipped: number;
  /** Pages and addresses that the line or the site refused. */
  refused: number;
  /** Places in the input that could not be read, and pages that are there only in part. */
  faults: number;
}

/** How far an import has come: everything that a process needs to go on where another was killed. */
export interface Progress {
  /** Everything before is done, for the input's `items`. */
  position?: unknown;
  /** How much of the input lies before it. */
  passed: number;
  /** Items behind the position that are done, by their place in the order of `items`, with how they ended. */
  ahead: [number, Outcome][];
  totals: Totals;
  /** Addresses that could not be had for now. */
  putOff: string[];
}

export const BEGINNING: Progress = {
  passed: 0,
  ahead: [],
  totals: { taken: 0, skipped: 0, refused: 0, faults: 0 },
  putOff: [],
};

interface Slot {
  item: Item;
  outcome?: Outcome;
}

/**
 * Keeps account of items that end in another order than they began in. Counted is what is done without a gap, so that a
 * count never has what will be done again, and what is behind a gap is known by its number.
 */
export class Ledger {
  private readonly slots: Slot[] = [];
  private readonly known: Map<number, Outcome>;
  private begun = 0;
  private position: unknown;
  private passed: number;
  private readonly totals: Totals;
  private readonly putOff: Set<string>;

  constructor(from: Progress) {
    this.position = from.position;
    this.passed = from.passed;
    this.known = new Map(from.ahead);
    this.totals = { ...from.totals };
    this.putOff = new Set(from.putOff);
  }

  /** Takes the next item into account; how it ends is to be told with the function, unless it was known from before. */
  begin(item: Item): ((outcome: Outcome) => void) | undefined {
    const slot: Slot = { item };
    this.slots.push(slot);
    const known = this.known.get(this.begun);
    this.begun += 1;
    const settle = (outcome: Outcome): void => {
      slot.outcome = outcome;
      this.advance();
    };
    if (known === undefined) return settle;
    settle(known);
    return undefined;
  }

  /** Items that have begun and are not counted yet. */
  get open(): number {
    return this.slots.length;
  }

  get progress(): Progress {
    // Of addresses that are tried again the list itself says what is left; their numbers mean nothing the next time.
    const ahead = this.slots.flatMap(({ item, outcome }, index): [number, Outcome][] =>
      outcome === undefined || item.position === undefined ? [] : [[index, outcome]],
    );
    const counted = this.begun - this.slots.length;
    for (const [number, outcome] of this.known) {
      // Known from before, and not come to again yet.
      if (number >= this.begun) ahead.push([number - counted, outcome]);
    }
    return {
      ...(this.position === undefined ? {} : { position: this.position }),
      passed: this.passed,
      ahead,
      totals: { ...this.totals },
      putOff: [...this.putOff],
    };
  }

  private advance(): void {
    for (let slot = this.slots[0]; slot?.outcome !== undefined; slot = this.slots[0]) {
      this.slots.shift();
      const { item, outcome } = slot;
      this.count(outcome, item);
      if (item.position !== undefined) this.position = item.position;
      this.passed = Math.max(this.passed, item.passed);
    }
  }

  private count(outcome: Outcome, { faults, task }: Item): void {
    this.totals.faults += faults.length;
    const address = task !== undefined && 'address' in task ? task.address.href : undefined;
    if (outcome === 'putOff') {
      if (address !== undefined) this.putOff.add(address);
      return;
    }
    if (address !== undefined) this.putOff.delete(address);
    if (outcome !== 'faulty') this.totals[outcome] += 1;
  }
}
