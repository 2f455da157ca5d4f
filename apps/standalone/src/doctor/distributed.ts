import { CONSUMERS, groupOf, Topics } from '#libs/contracts';
import {
  type ClusterView,
  inspectCluster,
  type KafkaConnection,
  type MessageLog,
  openLog,
  readBrokerClock,
} from '#libs/messaging';
import { ingestSettings } from '#libs/service';
import type { MongoStoreOptions, MongoView } from '#libs/store';
import { type Obstacle, silent, type Step } from './article/journey.js';
import { withdrawLeftovers } from './article/leftovers.js';
import { LogJourney } from './article/over-log.js';
import { freshPage, sendArticle } from './article/send.js';
import { compareClocks } from './clock.js';
import { brokerIn, examineConfiguration, expectedTopics, mongoIn } from './configuration.js';
import { examineSpace } from './disk.js';
import { examine, type Finding, failed, skipped, within } from './finding.js';
import { examineService, examineStatus, type ServiceAddress } from './http.js';
import { examineBrokers, examineConsumers, examineDeadLetters, examineTopics } from './kafka.js';
import { examineModels } from './models.js';
import { examineIndexes, examineMongo, type MongoLine, openMongo } from './mongodb.js';
import type { Report } from './report.js';

/** For everything that Kafka is asked, or MongoDB, ms: several times what a busy cluster takes. */
const ASKED_MS = 15_000;
/** For loading the models, ms: they take a fifth of a second on an idle machine. */
const MODELS_MS = 20_000;

export interface DistributedOptions {
  services: ServiceAddress[];
  sendsArticle: boolean;
  articleMs: number;
}

/** What Kafka is known to be, as far as it could be asked. */
interface KafkaSide {
  findings: Finding[];
  cluster?: ClusterView;
  log?: MessageLog;
}

interface MongoSide {
  findings: Finding[];
  view?: MongoView;
  store?: MongoLine;
}

/** Looks at the line on Kafka and MongoDB that the environment names. */
export async function examineDistributed(report: Report, options: DistributedOptions): Promise<void> {
  const { env } = process;
  report.add(...examineConfiguration('distributed', env));
  const connection = brokerIn(env);
  // All at once: what is dead takes its time to be so.
  const [kafkaAsked, mongoAsked] = [lookAtKafka(connection), lookAtMongo(mongoIn(env))];
  const modelsAsked = examine('language models', MODELS_MS, examineModels);
  const servicesAsked = Promise.all(options.services.map(examineService));
  const kafka = await kafkaAsked;
  report.add(...kafka.findings);
  const mongo = await mongoAsked;
  report.add(...mongo.findings);
  report.add(...(await modelsAsked));
  const space = mongo.view?.disk;
  report.add(
    space === undefined
      ? skipped('disk', 'MongoDB was not asked; Kafka does not tell of its disks')
      : examineSpace(space, 'mongodb', 'where MongoDB keeps its data; Kafka does not tell of its disks'),
  );
  report.add(...(await clocks(connection, kafka, mongo)));
  const services = await servicesAsked;
  report.add(
    ...services.map(({ answers: _, ...finding }, index) =>
      options.services[index]?.isGiven === true ? finding : asGuess(finding),
    ),
  );
  const publish = options.services[0];
  if (publish !== undefined && services[0]?.answers === true) {
    const stages = await examine('stages', ASKED_MS, () => examineStatus(publish.url, { tellsAbsent: false }));
    // What answers where nobody said may be another line, which has other keys.
    report.add(...stages.map((finding) => (publish.isGiven ? finding : asGuess(finding))));
  }
  if (options.sendsArticle) await send(report, connection, kafka, mongo, options.articleMs);
  await within(ASKED_MS, async () => {
    await Promise.all([kafka.log?.close(), mongo.store?.close()]);
  }).catch(() => undefined);
}

const asGuess = (finding: Finding): Finding =>
  finding.state === 'ok' ? finding : skipped(finding.check, `${finding.message} (--api names the address)`);

async function lookAtKafka(connection: KafkaConnection | undefined): Promise<KafkaSide> {
  if (connection === undefined) return { findings: [skipped('kafka', 'see configuration')] };
  const expected = expectedTopics(process.env);
  const topics = expected?.specs.map(({ name }) => name) ?? Object.values(Topics);
  let cluster: ClusterView | undefined;
  const findings = await examine('kafka', ASKED_MS, async () => {
    const looked = await examineBrokers(connection, topics);
    cluster = looked.cluster;
    return looked.findings;
  });
  const view = cluster;
  if (view === undefined) return { findings };
  if (expected === undefined) findings.push(skipped('topics', 'see configuration'));
  else findings.push(...examineTopics(view, expected, connection.prefix ?? ''));
  const log = await openLog({ kind: 'kafka', ...connection });
  const maxBacklog = Number(process.env.MAX_BACKLOG ?? ingestSettings.MAX_BACKLOG.default);
  findings.push(...(await examine('consumers', ASKED_MS, () => examineConsumers(log, view, maxBacklog))));
  const has = (topic: string): boolean => view.topics.has(topic);
  findings.push(...(await examine('dead letters', ASKED_MS, async () => [await examineDeadLetters(log, has)])));
  return { findings, cluster: view, log };
}

async function lookAtMongo(options: MongoStoreOptions | undefined): Promise<MongoSide> {
  if (options === undefined) return { findings: [skipped('mongodb', 'see configuration')] };
  let store: MongoLine | undefined;
  let view: MongoView | undefined;
  const findings = await examine('mongodb', ASKED_MS, async () => {
    store = await openMongo(options);
    view = await store.inspect();
    return [...examineMongo(view, options.dbName), ...examineIndexes(view)];
  });
  return {
    findings,
    ...(view === undefined ? {} : { view }),
    ...(store === undefined ? {} : { store }),
  };
}

async function clocks(
  connection: KafkaConnection | undefined,
  { cluster }: KafkaSide,
  { view }: MongoSide,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  if (connection !== undefined && cluster?.topics.has(Topics.diagnostics) === true) {
    const asked = await examine('clock', ASKED_MS, async () => {
      const reading = await readBrokerClock(connection, Topics.diagnostics);
      if (reading !== undefined) return [compareClocks('the clock of Kafka', reading)];
      return [skipped('clock', `${Topics.diagnostics} does not keep the broker's time`)];
    });
    findings.push(...asked);
  } else findings.push(skipped('clock', `Kafka was not asked; it takes the topic ${Topics.diagnostics}`));
  if (view === undefined) findings.push(skipped('clock', 'MongoDB was not asked'));
  else findings.push(compareClocks('the clock of MongoDB', view.clock));
  return findings;
}

async function send(
  report: Report,
  connection: KafkaConnection | undefined,
  { log }: KafkaSide,
  { store }: MongoSide,
  timeoutMs: number,
): Promise<void> {
  if (connection === undefined || log === undefined || store === undefined) {
    report.add(skipped('article', 'none was sent: it takes Kafka and MongoDB'));
    return;
  }
  report.add(...(await examine('article, earlier ones', ASKED_MS, () => withdrawLeftovers(log, store))));
  const before = await progress(log);
  const road = new LogJourney(log, store, freshPage(), (step) => explain(connection, log, step, before));
  const sent = await within(timeoutMs + 2 * ASKED_MS, () => sendArticle(road, timeoutMs)).catch((error: unknown) => ({
    findings: [failed('article', error instanceof Error ? error.message : String(error))],
    journey: undefined,
  }));
  report.add(...sent.findings);
  report.journey = sent.journey;
}

type Progress = Map<string, { lag: number; handled: number }>;

/** How far each stage is, by its topic. */
async function progress(log: MessageLog): Promise<Progress> {
  const lags = await log
    .lag(CONSUMERS.map(({ service, topic }) => ({ group: groupOf(service), topic })))
    .catch(() => []);
  return new Map(
    lags.map(({ topic, lag, next }) => [topic, { lag, handled: next.reduce((sum, offset) => sum + offset, 0) }]),
  );
}

/** Why nothing came out of a service: nobody is there, or it has much to do, or it stands still. */
async function explain(connection: KafkaConnection, log: MessageLog, step: Step, before: Progress): Promise<Obstacle> {
  const { service } = step;
  const from = 'from' in step ? step.from : undefined;
  const group = groupOf(service);
  const { members } = await inspectCluster(connection, { topics: [], groups: [group] });
  if ((members.get(group) ?? 0) === 0) {
    const message = `nothing came out of ${service}: none of its processes is connected (group ${group})`;
    return { message, todo: `start ${service}; if it runs, its log says why it does not get on` };
  }
  const then = before.get(from ?? '');
  const now = (await progress(log)).get(from ?? '');
  if (then !== undefined && now !== undefined && now.lag > 1 && now.handled > then.handled) {
    const message = `${service} works, and has ${now.lag} messages before it in ${from ?? ''}`;
    return { message, todo: `scale ${service}, or wait; --timeout gives the article longer` };
  }
  return silent(service);
}
