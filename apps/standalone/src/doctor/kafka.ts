import { CONSUMERS, groupOf, type TopicSpec, Topics } from '#libs/contracts';
import {
  type ClusterView,
  DeadLetterTally,
  inspectCluster,
  type KafkaConnection,
  type MessageLog,
  type TopicView,
} from '#libs/messaging';
import { type Finding, failed, ok, skipped, unlessSilent, warning } from './finding.js';
import { unreachable } from './reach.js';

/** A broker that takes the connection and has said nothing by then hangs, ms: a busy one answers within one or two seconds. */
const SILENT_MS = 10_000;

const SERVICES = [...new Set(CONSUMERS.map(({ service }) => service))];

/** Whether the brokers are there, take us, and can be reached by the addresses that they name; and what they have. */
export async function examineBrokers(
  connection: KafkaConnection,
  topics: readonly string[],
): Promise<{ findings: Finding[]; cluster?: ClusterView }> {
  const check = 'kafka';
  const away = await reasonsAway(connection.brokers);
  const given = connection.brokers.join(',');
  if (away.length === connection.brokers.length) {
    return { findings: [failed(check, away.join('; '), 'start Kafka, or set KAFKA_BROKERS to where it is')] };
  }
  const groups = SERVICES.map(groupOf);
  const cluster = await unlessSilent(SILENT_MS, () => inspectCluster(connection, { topics, groups }));
  if (cluster === undefined) {
    const message = `${given} takes connections and does not answer: no word within ${SILENT_MS / 1000} s`;
    return {
      findings: [failed(check, message, 'look at the brokers: stopped, swapping, out of disk? Start them anew')],
    };
  }
  const hidden = await reasonsAway(cluster.brokers);
  const findings: Finding[] = [];
  if (hidden.length > 0) {
    const message = `the cluster gives its clients addresses that can't be reached from here: ${hidden.join('; ')}`;
    findings.push(failed(check, message, 'set advertised.listeners of the brokers to what clients can reach'));
  }
  if (away.length > 0) {
    findings.push(warning(check, `of ${given}, ${away.join('; ')}`, 'start it, or take it out of KAFKA_BROKERS'));
  }
  if (findings.length === 0) {
    const as = connection.sasl === undefined ? '' : `, as ${connection.sasl.username}`;
    findings.push(ok(check, `${given} answers${as}; ${count(cluster.brokers.length, 'broker')}`));
  }
  return { findings, cluster };
}

async function reasonsAway(addresses: string[]): Promise<string[]> {
  const reasons = await Promise.all(addresses.map(unreachable));
  return reasons.filter((reason) => reason !== undefined);
}

/** Whether the topics are as `babelwire setup` makes them. */
export function examineTopics(
  { topics }: ClusterView,
  { specs, partitions }: { specs: TopicSpec[]; partitions: number },
  prefix: string,
): Finding[] {
  const check = 'topics';
  const missing = specs.filter(({ name }) => !topics.has(name)).map(({ name }) => prefix + name);
  const findings = specs.flatMap((spec) => {
    const view = topics.get(spec.name);
    return view === undefined ? [] : examineTopic(prefix + spec.name, view, spec, partitions);
  });
  if (missing.length > 0) {
    const message = `missing, or hidden from this user: ${missing.join(', ')}`;
    findings.unshift(failed(check, message, 'run babelwire setup'));
  }
  return findings.length > 0 ? findings : [ok(check, `all ${specs.length} are there, as setup makes them`)];
}

function examineTopic(name: string, view: TopicView, spec: TopicSpec, partitions: number): Finding[] {
  const check = 'topics';
  const findings: Finding[] = [];
  const wanted = spec.partitions ?? partitions;
  if (view.leaderless.length > 0) {
    const message = `${name}: nobody leads the partitions ${view.leaderless.join(', ')}`;
    findings.push(failed(check, message, 'bring back the brokers that have them, and look at their disks'));
  }
  if (view.partitions !== wanted) {
    const message = `${name} has ${count(view.partitions, 'partition')}, not ${wanted}`;
    // One writer gives the verdicts, in the order of one partition; elsewhere more or fewer is a matter of speed.
    if (spec.partitions === undefined) findings.push(warning(check, message, 'set KAFKA_PARTITIONS to what there is'));
    else findings.push(failed(check, message, 'delete it while the line is stopped, and run babelwire setup'));
  }
  for (const [key, value] of Object.entries(spec.config)) {
    const has = view.config?.[key];
    if (has === undefined || sameWords(has, value)) continue;
    const message = `${name} has ${key}=${has}, not ${value}`;
    const todo = `kafka-configs.sh --alter --topic ${name} --add-config ${key}=${value.includes(',') ? `[${value}]` : value}`;
    // What is dropped by the wrong policy is gone; how long it stays may be somebody's choice.
    findings.push(key === 'cleanup.policy' ? failed(check, message, todo) : warning(check, message, todo));
  }
  return findings;
}

const sameWords = (a: string, b: string): boolean => a.split(',').sort().join() === b.split(',').sort().join();

/** Who consumes, how far behind, and what could not be handled. */
export async function examineConsumers(log: MessageLog, cluster: ClusterView, maxBacklog: number): Promise<Finding[]> {
  const check = 'consumers';
  const { topics, members } = cluster;
  const present = CONSUMERS.filter(({ topic }) => topics.has(topic));
  const lags = await log.lag(present.map(({ service, topic }) => ({ group: groupOf(service), topic })));
  const waiting = (service: string): number =>
    lags.filter(({ group }) => group === groupOf(service)).reduce((sum, { lag }) => sum + lag, 0);
  const findings = SERVICES.filter((service) => (members.get(groupOf(service)) ?? 0) === 0).map((service) => {
    const message = `no process of ${service} is connected (group ${groupOf(service)}); ${waiting(service)} messages wait for it`;
    return failed(check, message, `start ${service}; if it runs, its log says why it does not get on`);
  });
  const total = lags.reduce((sum, { lag }) => sum + lag, 0);
  if (maxBacklog > 0 && total >= maxBacklog) {
    const message = `${total} messages wait, and pages are refused from ${maxBacklog} on (MAX_BACKLOG)`;
    findings.push(warning(check, message, 'scale the stage that has most: babelwire status'));
  }
  if (findings.length === 0) {
    const inAll = SERVICES.map((service) => `${service} ${members.get(groupOf(service)) ?? 0}`).join(', ');
    findings.push(ok(check, `members: ${inAll}; ${total} messages wait`));
  }
  return findings;
}

/** Dead letters are for a person to look at; the line goes on without. */
export async function examineDeadLetters(log: MessageLog, has: (topic: string) => boolean): Promise<Finding> {
  const check = 'dead letters';
  const topics = CONSUMERS.map(({ topic }) => topic);
  if (!topics.every((topic) => has(`${topic}.dlq`)) || !has(Topics.deadLettersHandled)) {
    return skipped(check, 'topics are missing');
  }
  const counts = await new DeadLetterTally(log, topics, Topics.deadLettersHandled).count();
  const total = [...counts.values()].reduce((sum, some) => sum + some, 0);
  if (total === 0) return ok(check, 'none');
  return warning(check, `${count(total, 'message')} could not be handled`, 'babelwire dlq list says which, and why');
}

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;
