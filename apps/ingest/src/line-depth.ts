import { CONSUMERS, groupOf, retryTopic } from '#libs/contracts';
import type { MessageLog } from '#libs/messaging';
import { type Metrics, ProblemException } from '#libs/platform';

/** How old a measure may be, ms: asking costs the log a question for each stage. */
const MEASURED_MS = 1_000;

const STAGES = CONSUMERS.flatMap(({ service, topic }) =>
  [topic, retryTopic(topic)].map((name) => ({ group: groupOf(service), topic: name })),
);

/**
 * How many messages lie between the intake and the end of the line. A line that takes pages faster than it can tell of them
 * fills its log until old pages are dropped unseen; so whoever sends is asked to come later.
 */
export class LineDepth {
  private depth = 0;
  private measuredAt = -Infinity;
  /** Taken since the last measure. */
  private taken = 0;
  private measuring: Promise<void> | undefined;

  /** @param limit messages in the line at which no more pages are taken; 0 for no limit */
  constructor(
    private readonly log: MessageLog,
    private readonly limit: number,
    private readonly metrics: Metrics,
  ) {
    metrics.beforeScrape(() => this.measure());
  }

  /** Counts a page in. Throws 503 `line-full`. */
  async enter(): Promise<void> {
    if (this.limit === 0) return;
    if (performance.now() - this.measuredAt > MEASURED_MS) {
      const measured = this.measure();
      // The first time there is nothing to go by; later the last measure does until the new one is there.
      if (this.measuredAt === -Infinity) await measured;
    }
    if (this.depth + this.taken >= this.limit) {
      const message = `the line has ${this.depth + this.taken} messages to handle, and takes no more from ${this.limit} on (MAX_BACKLOG); send the page again later`;
      throw new ProblemException(503, 'line-full', message);
    }
    this.taken += 1;
  }

  private measure(): Promise<void> {
    this.measuring ??= this.ask().finally(() => (this.measuring = undefined));
    return this.measuring;
  }

  /** A log that does not answer refuses the page itself, and says so better. */
  private async ask(): Promise<void> {
    const takenBefore = this.taken;
    const lags = await this.log.lag(STAGES).catch(() => undefined);
    this.measuredAt = performance.now();
    if (lags === undefined) return;
    this.depth = lags.reduce((sum, { lag }) => sum + lag, 0);
    this.taken -= takenBefore;
    for (const { group, topic, lag } of lags) this.metrics.backlog.set({ group, topic }, lag);
  }
}
