import { CONSUMERS, groupOf, retryTopic, Topics } from '#libs/contracts';
import { DeadLetterTally, type GroupLag, type MessageLog } from '#libs/messaging';
import { type HealthCheck, outcomes } from '#libs/platform';
import { isLow, type Space } from '#libs/store';
import type { LineStatus, StageStatus } from './status-view.js';

/** How old a measure may be, ms: asking costs the log a question for each stage, and many may look at once. */
const MEASURED_MS = 1000;
/** How old the measure may be that is given while the next one is on its way, ms. A busy broker takes some tenths of a second. */
const MEANWHILE_MS = 3000;
/** What a rate is the mean of, ms. */
const WINDOW_MS = 60_000;
/** For how long nothing must have been done, with work there, ms: longer than any batch or rebalance takes. */
const STALLED_MS = 30_000;
/** A log that has not told its offsets by then is away, ms. */
const TIMEOUT_MS = 3000;

const STAGES = CONSUMERS.map(({ service, topic }) => ({ service, topic, group: groupOf(service) }));

interface Sample {
  at: number;
  /** How far each stage was, in the order of STAGES. */
  committed: number[];
}

/** Looks at the line from outside, by what its log says of everybody's progress: the same in both modes. */
export class LineMonitor {
  private samples: Sample[] = [];
  private latest: { at: number; status: LineStatus } | undefined;
  private measuring: Promise<LineStatus> | undefined;
  private readonly tally: DeadLetterTally;

  constructor(
    private readonly log: MessageLog,
    private readonly checks: HealthCheck[],
    /** Of the disk that the store is on. */
    private readonly space: () => Promise<Space | undefined>,
    private readonly now: () => number = () => performance.now(),
  ) {
    const topics = STAGES.map(({ topic }) => topic);
    this.tally = new DeadLetterTally(log, topics, Topics.deadLettersHandled);
  }

  async status(): Promise<LineStatus> {
    const age = this.latest === undefined ? Infinity : this.now() - this.latest.at;
    // Does not fail: what can't be measured is down.
    if (age >= MEASURED_MS) void this.fresh();
    return age < MEANWHILE_MS && this.latest !== undefined ? this.latest.status : this.fresh();
  }

  private fresh(): Promise<LineStatus> {
    return (this.measuring ??= this.measure().finally(() => (this.measuring = undefined)));
  }

  private async measure(): Promise<LineStatus> {
    const [results, stages, space] = await Promise.all([
      outcomes(this.checks),
      this.stages().catch(() => []),
      inTime(this.space()).catch(() => undefined),
    ]);
    const checks = Object.entries(results).map(([name, result]) =>
      result === 'ok' ? { name, ok: true } : { name, ok: false, message: result },
    );
    const isDown = checks.some(({ ok }) => !ok) || stages.length === 0;
    const disk = space === undefined ? {} : { disk: { ...space, isLow: isLow(space) } };
    const wantsPerson =
      disk.disk?.isLow === true ||
      stages.some(({ state, deadLetters }) => state === 'stalled' || state === 'absent' || deadLetters > 0);
    const state = isDown ? 'down' : wantsPerson ? 'attention' : 'ok';
    const status: LineStatus = { at: new Date().toISOString(), state, checks, stages, ...disk };
    this.latest = { at: this.now(), status };
    return status;
  }

  private async stages(): Promise<StageStatus[]> {
    const asked = STAGES.flatMap(({ group, topic }) => [
      { group, topic },
      { group, topic: retryTopic(topic) },
    ]);
    const groups = [...new Set(STAGES.map(({ group }) => group))];
    // A user may lack the right to ask for them; the rest can be told without.
    const members = this.log.members(groups).catch(() => []);
    const [lags, dead, present] = await inTime(Promise.all([this.log.lag(asked), this.tally.count(), members]));
    const progress = STAGES.map((_, index) => [lags[2 * index], lags[2 * index + 1]] as const);
    const sample = { at: this.now(), committed: progress.map(([main, retry]) => done(main) + done(retry)) };
    this.samples = [...this.samples.filter(({ at }) => sample.at - at <= WINDOW_MS), sample];
    return STAGES.map(({ service, topic, group }, index) => {
      const [main, retry] = progress[index] ?? [];
      const waiting = main?.lag ?? 0;
      const stage = { service, topic, waiting, retrying: retry?.lag ?? 0, deadLetters: dead.get(topic) ?? 0 };
      const isAbsent = present[groups.indexOf(group)] === 0;
      return { ...stage, state: isAbsent ? 'absent' : this.stateOf(index, waiting), ...this.rateOf(index) };
    });
  }

  private rateOf(index: number): { perMinute?: number } {
    const [first, last] = [this.samples[0], this.samples.at(-1)];
    if (first === undefined || last === undefined || last.at - first.at < MEASURED_MS) return {};
    const handled = Math.max(0, (last.committed[index] ?? 0) - (first.committed[index] ?? 0));
    return { perMinute: Math.round((handled * 60_000) / (last.at - first.at)) };
  }

  private stateOf(index: number, waiting: number): StageStatus['state'] {
    if (waiting === 0) return 'idle';
    const now = this.samples.at(-1);
    const before = this.samples.findLast(({ at }) => (now?.at ?? 0) - at >= STALLED_MS);
    const isStill = before !== undefined && before.committed[index] === now?.committed[index];
    return isStill ? 'stalled' : 'working';
  }
}

/** How far a group is, all partitions together. On Kafka the marks of transactions have offsets, too. */
const done = (progress: GroupLag | undefined): number =>
  progress?.next.reduce((total, offset) => total + offset, 0) ?? 0;

async function inTime<T>(asked: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`no answer in ${TIMEOUT_MS} ms`));
    }, TIMEOUT_MS);
  });
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}
