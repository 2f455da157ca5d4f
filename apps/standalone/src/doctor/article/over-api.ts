import type { LineStatus, StageStatus } from '#apps/publish';
import { type Article, BabelwireError, type CaptureSummary, Topics } from '#libs/contracts';
import { callApi } from '../../api-client.js';
import { EventStream } from '../../tail/event-stream.js';
import { begun, HOPS, type Hop, type Journey, type Obstacle, silent, stoppedAt } from './journey.js';
import { DIAGNOSTIC_LANGUAGE, DIAGNOSTIC_SOURCE, type DiagnosticPage } from './page.js';
import type { Road } from './road.js';

/** Between two questions, ms. */
const LOOK_MS = 50;

/**
 * Sends a page by the HTTP API and asks it what came of it. Not every hop can be seen from there: of those between the page and the
 * store it is known that they were passed by then.
 */
export class ApiJourney implements Road {
  private journey: Journey;
  private article: Article | undefined;
  private readonly closing = new AbortController();
  private isPublic = false;
  private isCanceled = false;
  private before: StageStatus[] = [];

  /** @param ingest where pages are sent to; api: everything else */
  constructor(
    private readonly api: string,
    private readonly ingest: string,
    private readonly page: DiagnosticPage,
  ) {
    this.journey = begun(page, Date.now());
  }

  /** Sends the page and waits until it is through, or for so many ms. Throws what `callApi` throws. */
  async run(timeoutMs: number): Promise<Journey> {
    this.before = await this.stages();
    await this.listen();
    const { url, html } = this.page;
    this.journey = begun(this.page, Date.now());
    const body = { url, sourceId: DIAGNOSTIC_SOURCE, html };
    const { id } = await callApi<{ id: string }>(this.ingest, 'v1/captures', body);
    if (id !== this.page.captureId) this.journey.captureId = id;
    this.see('raw capture', false);
    const deadline = Date.now() + timeoutMs;
    while (!(await this.look()) && Date.now() < deadline) await pause();
    if (this.article === undefined || !this.isPublic) await this.stop();
    return this.journey;
  }

  /** Takes the article back, and waits for so many ms until the line has said so. */
  async withdraw(timeoutMs: number): Promise<boolean> {
    if (this.article === undefined) return false;
    await callApi(this.api, `v1/articles/${this.article.id}/withdraw`, {});
    const deadline = Date.now() + timeoutMs;
    while (!this.isCanceled && Date.now() < deadline) {
      await pause();
      const { pubStatus } = await callApi<Article>(this.api, `v1/articles/${this.article.id}`);
      this.isCanceled ||= pubStatus === 'canceled';
    }
    this.journey.withdrawn = this.isCanceled;
    return this.isCanceled;
  }

  close(): void {
    this.closing.abort();
  }

  private see(hop: Hop, isLatest: boolean, more: { note?: string; isWrong?: boolean } = {}): void {
    if (this.journey.hops.some((seen) => seen.hop === hop)) return;
    this.journey.hops.push({ hop, at: Date.now(), ...(isLatest ? { isLatest } : {}), ...more });
  }

  /** Resolves when the stream is open: what is published from then on is told. */
  private async listen(): Promise<void> {
    const stream = new EventStream(this.api, { source: DIAGNOSTIC_SOURCE }, this.closing.signal);
    await stream.open();
    const listening = async (): Promise<void> => {
      for await (const { event } of stream.events()) {
        if (event.subject !== this.page.articleId) continue;
        if (event.type === 'article.canceled') this.isCanceled = true;
        else this.isPublic = true;
      }
    };
    // It ends with this journey; what breaks it before is seen by what does not come.
    void listening().catch(() => undefined);
  }

  /** Whether the article is through. */
  private async look(): Promise<boolean> {
    const summary = await this.find<CaptureSummary>(`v1/captures/${this.journey.captureId}`);
    if (summary !== undefined) this.see('extracted', true);
    this.article ??= await this.find<Article>(`v1/articles/${this.page.articleId}`);
    if (this.article === undefined) return false;
    const { inLanguage, dedup } = this.article;
    this.see('extracted', true);
    this.see('language', true, { note: inLanguage, isWrong: inLanguage !== DIAGNOSTIC_LANGUAGE });
    this.see('fingerprint', true);
    this.see('verdict', true, { note: dedup.status, isWrong: dedup.status !== 'unique' });
    this.see('stored', false);
    if (this.isPublic) this.see('public topic', false);
    return this.isPublic;
  }

  /** The stage that has something before it that it does not do. What is behind it was passed. */
  private async stop(): Promise<void> {
    const stages = await this.stages();
    const stuck = stages.find(
      ({ topic, waiting, retrying, deadLetters }) =>
        topic !== Topics.capturesExtracted && (waiting > 0 || retrying > 0 || deadLetters > this.deadBefore(topic)),
    );
    const index = HOPS.findIndex((hop) => 'from' in hop && hop.from === stuck?.topic);
    for (const { hop } of HOPS.slice(1, Math.max(1, index))) this.see(hop, true);
    const missing = HOPS.find(({ hop }) => !this.journey.hops.some((seen) => seen.hop === hop));
    if (missing === undefined) return;
    const obstacle = stuck === undefined ? silent(missing.service) : this.obstacleOf(stuck);
    this.journey = stoppedAt(this.journey, obstacle);
  }

  private obstacleOf({ service, topic, waiting, retrying, deadLetters }: StageStatus): Obstacle {
    const todo = `see that ${service} runs, and what its log says`;
    if (deadLetters > this.deadBefore(topic)) {
      return { message: `${service} gave it up`, todo: 'babelwire dlq list says why, as does the console' };
    }
    if (retrying > 0) return { message: `${service} fails at it, and tries again`, todo };
    return { message: `${service} does not get on: ${waiting} messages wait in ${topic}`, todo };
  }

  private deadBefore(topic: string): number {
    return this.before.find((stage) => stage.topic === topic)?.deadLetters ?? 0;
  }

  private async stages(): Promise<StageStatus[]> {
    return (await callApi<LineStatus>(this.api, 'v1/status')).stages;
  }

  private async find<T>(path: string): Promise<T | undefined> {
    try {
      return await callApi<T>(this.api, path);
    } catch (error) {
      if (error instanceof BabelwireError && error.code === 'not-found') return undefined;
      throw error;
    }
  }
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, LOOK_MS));
