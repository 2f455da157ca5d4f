import { type Article, CONSUMERS, deadLetterTopic, parseJson, retryTopic } from '#libs/contracts';
import { captureMessage } from '#apps/ingest';
import { ErrorHeaders, type Following, type MessageLog, type Offsets, type ReceivedMessage } from '#libs/messaging';
import { withdrawalMessages } from '#libs/service';
import type { Store } from '#libs/store';
import { begun, type Hop, HOPS, type Journey, next, type Obstacle, type Step, stoppedAt } from './journey.js';
import { DIAGNOSTIC_LANGUAGE, type DiagnosticPage } from './page.js';
import type { Road } from './road.js';

/** Between two looks at the store, ms. */
const LOOK_MS = 50;

const STAGES = CONSUMERS.map(({ topic }) => topic);
const WATCHED = [
  ...new Set(HOPS.flatMap((hop) => ('into' in hop ? [hop.into as string] : []))),
  ...STAGES.flatMap((topic) => [retryTopic(topic), deadLetterTopic(topic)]),
];

/** Sends a page by the log itself and watches its topics for what comes of it: every hop is seen, with the time of who made it. */
export class LogJourney implements Road {
  private journey: Journey;
  /** What a message told of why it got stuck: it is tried again, or given up. */
  private obstacle: Obstacle | undefined;
  private isDead = false;
  private isCanceled = false;
  private following: Following | undefined;

  constructor(
    private readonly log: MessageLog,
    private readonly store: Store,
    private readonly page: DiagnosticPage,
    /** Finds out why nothing came out of a service, where no message tells. */
    private readonly explain: (step: Step) => Promise<Obstacle>,
  ) {
    this.journey = begun(page, Date.now());
  }

  /** Sends the page and waits until it is through or given up, or for so many ms. Throws what the log and the store throw. */
  async run(timeoutMs: number): Promise<Journey> {
    this.following = await this.log.follow(await this.ends(), (messages) => {
      for (const message of messages) this.see(message);
    });
    this.journey = begun(this.page, Date.now());
    await this.log.publish([captureMessage(this.page.capture)]);
    await this.until(Date.now() + timeoutMs, async () => {
      const isStored = this.has('verdict') && !this.has('stored') && (await this.stored()) !== undefined;
      if (isStored) this.journey.hops.push({ hop: 'stored', at: Date.now() });
      return next(this.journey) === undefined || this.isDead;
    });
    this.sort();
    const missing = next(this.journey);
    if (missing !== undefined) {
      this.journey = stoppedAt(this.journey, this.obstacle ?? (await this.explain(missing)));
    }
    return this.journey;
  }

  /** Takes the article back, and waits for so many ms until the line has said so. */
  async withdraw(timeoutMs: number): Promise<boolean> {
    const article = await this.stored();
    if (article === undefined) return false;
    const time = new Date().toISOString();
    await this.log.publish(await withdrawalMessages(this.store, [article], 'doctor', time));
    await this.until(Date.now() + timeoutMs, async () => {
      return this.isCanceled && (await this.stored())?.pubStatus === 'canceled';
    });
    this.journey.withdrawn = this.isCanceled;
    return this.isCanceled;
  }

  async close(): Promise<void> {
    await this.following?.close();
  }

  private has(hop: Hop): boolean {
    return this.journey.hops.some((seen) => seen.hop === hop);
  }

  private stored(): Promise<Article | undefined> {
    return this.store.articles.get(this.page.articleId);
  }

  private async ends(): Promise<Record<string, Offsets>> {
    const ends: Record<string, Offsets> = {};
    for (const topic of WATCHED) {
      const extents = await this.log.extent(topic);
      ends[topic] = Object.fromEntries(extents.map(({ partition, end }) => [partition, end]));
    }
    return ends;
  }

  private see(message: ReceivedMessage): void {
    const { topic, key, headers, timestamp: at } = message;
    if (key !== this.page.captureId && key !== this.page.articleId) return;
    const failed = STAGES.find((stage) => topic === retryTopic(stage) || topic === deadLetterTopic(stage));
    if (failed !== undefined) {
      this.isDead ||= topic === deadLetterTopic(failed);
      this.obstacle = troubleOf(failed, headers, this.isDead);
      return;
    }
    if (headers.ce_type === 'article.canceled') this.isCanceled = true;
    const step = HOPS.find((one) => 'into' in one && one.into === topic);
    if (step === undefined || this.has(step.hop)) return;
    this.journey.hops.push({ hop: step.hop, at, ...noteOf(step.hop, message) });
  }

  /** In the order of the road: topics are told of in any. */
  private sort(): void {
    const order = HOPS.map(({ hop }) => hop);
    this.journey.hops.sort((a, b) => order.indexOf(a.hop) - order.indexOf(b.hop));
  }

  private async until(deadline: number, isDone: () => Promise<boolean>): Promise<void> {
    while (!(await isDone()) && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

function troubleOf(topic: string, headers: Record<string, string>, isDead: boolean): Obstacle {
  const service = CONSUMERS.find((consumer) => consumer.topic === topic)?.service ?? '';
  const why = `${headers[ErrorHeaders.code] ?? 'unknown'}: ${headers[ErrorHeaders.message] ?? ''}`;
  const message = isDead ? `${service} gave it up (${why})` : `${service} fails at it, and tries again (${why})`;
  return {
    message,
    todo: isDead ? 'babelwire dlq list shows it; see the log of the service' : 'see the log of the service',
  };
}

/** What the services found out; the page was made so that it is known what they should. */
function noteOf(hop: Hop, { value }: ReceivedMessage): { note?: string; isWrong?: boolean } {
  if (hop === 'language') {
    const { inLanguage } = parseJson(value) as Pick<Article, 'inLanguage'>;
    const isWrong = inLanguage !== DIAGNOSTIC_LANGUAGE;
    return { note: inLanguage, ...(isWrong ? { isWrong } : {}) };
  }
  if (hop === 'verdict') {
    const { status, of } = (parseJson(value) as Pick<Article, 'dedup'>).dedup;
    const isWrong = status !== 'unique';
    return { note: of === undefined ? status : `${status} of ${of}`, ...(isWrong ? { isWrong } : {}) };
  }
  return {};
}
