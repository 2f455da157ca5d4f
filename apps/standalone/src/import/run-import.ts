import { BabelwireError } from '#libs/contracts';
import { Checkpoint } from './checkpoint.js';
import type { Fault, Input, Item } from './input.js';
import { Lanes, type Work } from './lanes.js';
import { BEGINNING, Ledger, type Outcome, type Progress, type Totals } from './ledger.js';
import type { ImportOptions } from './options.js';
import { ProgressBar } from './progress-bar.js';
import { type Answer, Sender } from './sender.js';

export interface ImportResult {
  path: string;
  kind: Input['kind'];
  /** Of all runs of this import together. */
  totals: Totals;
  /** Addresses that could not be had for now. */
  putOff: number;
  /** Faults and refusals of this run, the first thousand. */
  faults: Fault[];
  /** Pages that the line took in this run, and how long it ran. */
  sentNow: number;
  seconds: number;
  /** Why it ended before the end, if it did. */
  stopped?: string;
}

/** How often the note of how far it came is written, ms: what is done in between is done again after a kill. */
const SAVE_MS = 1000;
const DRAW_MS = 100;
/** Lines that are looked at ahead, so that a host with many of them does not hold up the others. */
const LINES_AHEAD = 10_000;
/** An address at which the site failed is tried again after so many ms. */
const RETRIES = [5_000, 30_000];
const MOST_FAULTS_KEPT = 1000;

/** One input on its way into a line. */
export class ImportRun {
  private readonly checkpoint: Checkpoint;
  private readonly sender: Sender;
  private readonly bar: ProgressBar;
  private readonly ending = new AbortController();
  private readonly faults: Fault[] = [];
  private ledger = new Ledger(BEGINNING);
  private sentNow = 0;
  private savedAt = 0;
  private waiting: string | undefined;
  private isNoteless = false;

  constructor(
    private readonly input: Input,
    private readonly path: string,
    private readonly options: ImportOptions,
    private readonly stopping: AbortSignal,
  ) {
    const { api, sourceId = '', timeZone = '', languages = [], base, stateFolder } = options;
    this.checkpoint = new Checkpoint(stateFolder, input, [api, sourceId, timeZone, languages.join(), base?.href ?? '']);
    const signal = AbortSignal.any([stopping, this.ending.signal]);
    this.sender = new Sender({ ...options, signal, waiting: (reason) => (this.waiting = reason) });
    this.bar = new ProgressBar(path);
  }

  async run(): Promise<ImportResult> {
    const startedAt = Date.now();
    if (this.options.isFresh) this.checkpoint.remove();
    const before = this.checkpoint.read();
    if (before !== undefined) this.bar.say(`${this.path}: going on where it was, after ${before.totals.taken} pages`);
    this.ledger = new Ledger(before ?? BEGINNING);
    const lanes = new Lanes(this.options.concurrency);
    const ticking = setInterval(() => {
      this.tick();
    }, DRAW_MS);
    let stopped: string | undefined;
    try {
      await this.send(before ?? BEGINNING, lanes);
    } catch (thrown) {
      const { code, kind, message } = BabelwireError.from(thrown);
      if (kind !== 'transient') throw thrown;
      stopped = code === 'stopped' ? message : `${message}; the same command goes on where it was`;
    } finally {
      this.ending.abort(new BabelwireError('stopped', 'transient', 'the import has ended'));
      await lanes.end();
      clearInterval(ticking);
      this.bar.clear();
      this.leaveNote(stopped === undefined);
    }
    const { totals, putOff } = this.ledger.progress;
    return {
      path: this.path,
      kind: this.input.kind,
      totals,
      putOff: putOff.length,
      faults: this.faults,
      sentNow: this.sentNow,
      seconds: (Date.now() - startedAt) / 1000,
      ...(stopped === undefined ? {} : { stopped }),
    };
  }

  private async send({ position, putOff }: Progress, lanes: Lanes): Promise<void> {
    const { ledger, stopping } = this;
    const ahead = this.input.kind === 'addresses' ? LINES_AHEAD : 2 * this.options.concurrency;
    for await (const item of this.input.items(position, putOff)) {
      stopping.throwIfAborted();
      const settle = ledger.begin(item);
      for (const fault of item.faults) this.tell(fault);
      if (settle === undefined) continue;
      if (item.task === undefined) settle(item.skipped === undefined ? 'faulty' : 'skipped');
      else lanes.add(this.workOf(item, settle));
      while (ledger.open >= ahead) await lanes.changed();
    }
    while (ledger.open > 0) await lanes.changed();
  }

  private workOf(item: Item, settle: (outcome: Outcome) => void): Work {
    const { task } = item;
    const startedAt = Date.now();
    let tries = 0;
    const end = (outcome: Outcome, fault?: Omit<Fault, 'place'>): void => {
      if (fault !== undefined) this.tell({ place: item.place, ...fault });
      if (outcome === 'taken') this.sentNow += 1;
      this.waiting = undefined;
      settle(outcome);
    };
    const run = async (): Promise<number | undefined> => {
      const answer = await this.ask(task);
      if (answer.kind === 'taken') end('taken');
      else if (answer.kind === 'refused') end('refused', answer);
      else {
        const wait = answer.kind === 'resting' ? answer.ms : RETRIES[tries++];
        const isWorthIt = wait !== undefined && Date.now() + wait - startedAt <= this.options.patienceMs;
        if (isWorthIt) return wait;
        const code = answer.kind === 'resting' ? 'host-resting' : answer.code;
        end('putOff', { code, message: `put off: ${answer.message}` });
      }
      return undefined;
    };
    return { lane: task !== undefined && 'address' in task ? task.address.host : undefined, run };
  }

  private ask(task: Item['task']): Promise<Answer> {
    if (task === undefined) throw new BabelwireError('unexpected', 'bug', 'an item without a task was to be sent');
    return 'page' in task ? this.sender.page(task.page) : this.sender.address(task.address.href);
  }

  private tell(fault: Fault): void {
    const { place, code, message } = fault;
    if (this.faults.length < MOST_FAULTS_KEPT) this.faults.push({ place, code, message });
    this.bar.say(`${this.path}: ${place}: ${message}`);
  }

  private tick(): void {
    const { passed, totals, putOff } = this.ledger.progress;
    const share = this.input.size === 0 ? 1 : Math.min(1, passed / this.input.size);
    const waiting = this.waiting === undefined ? {} : { waiting: this.waiting };
    this.bar.update({ share, totals, putOff: putOff.length, ...waiting });
    if (Date.now() - this.savedAt < SAVE_MS) return;
    this.savedAt = Date.now();
    this.note(this.ledger.progress);
  }

  /** Addresses that were put off are what is left to do of an import that came to its end. */
  private leaveNote(isComplete: boolean): void {
    const { progress } = this.ledger;
    if (isComplete && progress.putOff.length === 0) this.checkpoint.remove();
    else this.note(progress);
  }

  /** An import whose notes can't be written goes on all the same; killed, it would begin at the beginning. */
  private note(progress: Progress): void {
    try {
      this.checkpoint.write(progress);
    } catch (error) {
      if (this.isNoteless) return;
      this.isNoteless = true;
      this.bar.say(`how far it comes can't be noted (see --state): ${String(error)}`);
    }
  }
}
