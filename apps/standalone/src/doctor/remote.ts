import { withdrawLeftoversByApi } from './article/leftovers.js';
import { ApiJourney } from './article/over-api.js';
import { freshPage, sendArticle } from './article/send.js';
import { examine } from './finding.js';
import { examineService, examineStatus } from './http.js';
import type { Report } from './report.js';

/** For one question, ms. */
const ASKED_MS = 10_000;

export interface RemoteOptions {
  api: string;
  /** Where pages are sent to. */
  ingest: string;
  sendsArticle: boolean;
  articleMs: number;
}

/** Looks at a line by its HTTP API alone. */
export async function examineRemote(report: Report, options: RemoteOptions): Promise<void> {
  const { api, ingest, sendsArticle, articleMs } = options;
  const { answers, ...finding } = await examineService({ name: 'publish', url: api, isGiven: true });
  report.add(finding);
  if (!answers) return;
  if (ingest !== api) {
    const { answers: _, ...other } = await examineService({ name: 'ingest', url: ingest, isGiven: true });
    report.add(other);
  }
  report.add(...(await examine('stages', ASKED_MS, () => examineStatus(api, { tellsAbsent: true }))));
  if (!sendsArticle) return;
  report.add(...(await examine('article, earlier ones', ASKED_MS, () => withdrawLeftoversByApi(api))));
  const { findings, journey } = await sendArticle(new ApiJourney(api, ingest, freshPage()), articleMs);
  report.add(...findings);
  report.journey = journey;
}
