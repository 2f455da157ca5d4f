import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { BabelwireError, CONSUMERS, groupOf, topicSpecs } from '#libs/contracts';
import { EmbeddedLog } from '#libs/messaging';
import { createLogger } from '#libs/platform';
import { dedupSettings, ingestSettings } from '#libs/service';
import { createStore } from '#libs/store';
import { notedAddress } from '../address-file.js';
import { EmbeddedLine } from '../line.js';
import { silent } from './article/journey.js';
import { LogJourney } from './article/over-log.js';
import { freshPage, type Sent, sendArticle } from './article/send.js';
import { examineOwnClock } from './clock.js';
import { examineConfiguration } from './configuration.js';
import { examineSpace, spaceOf } from './disk.js';
import { examine, type Finding, failed, ok, skipped, warning, within } from './finding.js';
import { examineDeadLetters } from './kafka.js';
import { examineModels } from './models.js';
import { examineRemote } from './remote.js';
import type { Report } from './report.js';

/** For what is on this machine, ms. */
const LOCAL_MS = 20_000;
/** For closing a line that nothing is left in, ms; what ended by itself may never close. */
const CLOSING_MS = 5_000;

export interface EmbeddedOptions {
  folder: string;
  /** Where the line answers, when somebody said so. */
  api: string | undefined;
  sendsArticle: boolean;
  articleMs: number;
}

/** Looks at the line in a folder, whether it runs or not. */
export async function examineEmbedded(report: Report, options: EmbeddedOptions): Promise<void> {
  const { folder } = options;
  report.add(...examineConfiguration('embedded', process.env));
  const { findings, isRunning } = await examineData(folder);
  report.add(...findings);
  report.add(...(await examine('language models', LOCAL_MS, examineModels)));
  report.add(
    ...(await examine('disk', LOCAL_MS, async () => [examineSpace(await spaceOf(folder), 'embedded', `in ${folder}`)])),
  );
  const program = new URL('./embedded.js', import.meta.url);
  report.add(...(await examine('clock', LOCAL_MS, () => examineOwnClock(folder, program))));
  if (!isRunning) {
    report.add(warning('http', `no line runs on ${folder}`, `npx babelwire start --data ${folder}`));
    if (options.sendsArticle) await sendBeside(report, options);
    return;
  }
  const url = options.api ?? notedAddress(folder);
  if (url === undefined) {
    report.add(failed('http', 'the line that runs has noted no address', 'give it with --api'));
    return;
  }
  await examineRemote(report, { ...options, api: url, ingest: url });
}

/** Log and store, where no line has them; else that one does. */
async function examineData(folder: string): Promise<{ findings: Finding[]; isRunning: boolean }> {
  let log: EmbeddedLog;
  try {
    log = EmbeddedLog.open(folder, topicSpecs());
  } catch (thrown) {
    const { code, message } = BabelwireError.from(thrown);
    if (code === 'data-in-use') return { findings: [ok('log', `in use by the line that runs`)], isRunning: true };
    return { findings: [failed('log', message)], isRunning: false };
  }
  try {
    const lags = await log.lag(CONSUMERS.map(({ service, topic }) => ({ group: groupOf(service), topic })));
    const waiting = lags.reduce((sum, { lag }) => sum + lag, 0);
    const findings = [ok('log', `can be written; ${waiting} messages wait for the next start`)];
    findings.push(
      ...(await examine('dead letters', LOCAL_MS, async () => [await examineDeadLetters(log, () => true)])),
    );
    findings.push(...(await examine('store', LOCAL_MS, () => examineStore(folder))));
    return { findings, isRunning: false };
  } finally {
    await log.close();
  }
}

async function examineStore(folder: string): Promise<Finding[]> {
  const store = await createStore({ kind: 'embedded', database: join(folder, 'store.db') });
  try {
    await store.migrate();
    return [ok('store', `${await store.articles.count()} articles`)];
  } finally {
    await store.close();
  }
}

/**
 * A line that does not run gets no article: it would be there for its next start to tell of. The same line, in a folder of its own on
 * the same disk, shows whether it would work.
 */
async function sendBeside(report: Report, { folder, articleMs }: EmbeddedOptions): Promise<void> {
  let own: string;
  try {
    own = mkdtempSync(join(folder, 'doctor-'));
  } catch (error) {
    report.add(
      failed('article', `no folder can be made in ${folder}: ${String(error)}`, 'see its disk and its rights'),
    );
    return;
  }
  try {
    const sent = await sendIn(own, articleMs);
    report.add(...sent.findings);
    report.journey = sent.journey;
  } catch (thrown) {
    report.add(failed('article', BabelwireError.from(thrown).message));
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
  report.add(skipped('article, withdrawn', 'it went through a line of its own beside the data, which is gone again'));
}

async function sendIn(dataFolder: string, articleMs: number): Promise<Sent> {
  // What ends a service in a process of its own (a model that is not there) must not end the doctor, who is to name it. It may come
  // again, as long as this process lives: each thread that is started fails anew.
  const ended = new Promise<never>((_, reject) => {
    process.on('uncaughtException', (error) => {
      reject(new BabelwireError('line-ended', 'bug', `the line ended: ${error.message}`, { cause: error }));
    });
  });
  const starting = EmbeddedLine.start({
    dataFolder,
    logger: createLogger({ level: 'error', json: false, service: 'babelwire' }),
    maxBodyBytes: ingestSettings.MAX_BODY_BYTES.default ?? 0,
    dedupWindowMs: (dedupSettings.DEDUP_WINDOW_HOURS.default ?? 0) * 3600 * 1000,
    // The article stops there, and says where.
    onFatal: () => undefined,
  });
  const line = await Promise.race([starting, ended]);
  try {
    const road = new LogJourney(line.log, line.store, freshPage(), ({ service }) => Promise.resolve(silent(service)));
    return await Promise.race([sendArticle(road, articleMs, true), ended]);
  } finally {
    await within(CLOSING_MS, () => line.close()).catch(() => undefined);
  }
}
