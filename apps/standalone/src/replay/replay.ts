import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { BabelwireError, REPLAY_OF, Topics } from '#libs/contracts';
import { type MessageLog, openLog, type ReceivedMessage, type Redelivery } from '#libs/messaging';
import { readSettings } from '#libs/platform';
import {
  brokerSettings,
  dedupSettings,
  ingestSettings,
  kafkaConnection,
  mongoSettings,
  mongoStore,
} from '#libs/service';
import { createStore, type Store } from '#libs/store';
import type { Values } from '../command.js';
import { EmbeddedLine } from '../line.js';
import { moment } from '../moments.js';
import { existingData, openLineLog } from '../open-log.js';
import { type Comparison, compare, type Difference } from './compare.js';
import { type PageSelection, spoolPages } from './pages.js';
import { redeliver, rerun } from './rerun.js';
import { Spool } from './spool.js';

const say = (text: string): void => void process.stderr.write(`babelwire replay: ${text}\n`);
const print = (text: string): void => void process.stdout.write(`${text}\n`);

/** What a new prefix is given: the verdicts, what the next verdicts depend on, and what was found on the pages. */
const REBUILT = [
  Topics.dedupState,
  Topics.decisions,
  Topics.capturesExtracted,
  Topics.articlesResolved,
  Topics.storiesResolved,
];
const WRITER = 'babelwire.replay';
/** Differences shown to people. */
const SHOWN = 50;

/** `babelwire replay`. */
export async function replay(_: string[], values: Values): Promise<void> {
  const text = (name: string): string | undefined => (values[name] === undefined ? undefined : String(values[name]));
  const [data, into, intoPrefix] = [text('data'), text('into'), text('into-prefix')];
  const modes = [values['dry-run'] === true, into !== undefined, intoPrefix !== undefined].filter(Boolean).length;
  if (modes > 1) throw usage('--dry-run, --into and --into-prefix exclude each other');
  const selection = selectionOf(text);
  const folder = mkdtempSync(join(tmpdir(), 'babelwire-replay-'));
  const spool = new Spool(folder);
  try {
    const decisions: ReceivedMessage[] = [];
    const log = await openLineLog(data);
    try {
      await spoolPages(log, selection, spool);
      for await (const decision of log.read(Topics.decisions)) decisions.push(decision);
      say(`${spool.size} pages`);
      if (modes === 0) await again(log, spool);
    } finally {
      await log.close();
    }
    if (modes === 0) {
      if (data !== undefined) await runOut(existingData(data));
      print(
        values.json === true
          ? JSON.stringify({ pages: spool.size })
          : `${spool.size} pages sent through the line again`,
      );
      return;
    }
    const target = into === undefined ? join(folder, 'line') : emptyFolder(into);
    const line = await rerun({ folder: target, pages: spool.inOrderOfTime(), decisions, ...limits() });
    try {
      if (intoPrefix !== undefined) await tell(line.log, intoPrefix, values.json === true);
      else if (into !== undefined)
        print(
          values.json === true ? JSON.stringify({ pages: spool.size }) : `${spool.size} pages rebuilt in ${target}`,
        );
      else await dryRun(line.store, data, selection, spool, values.json === true);
    } finally {
      await line.close();
    }
  } finally {
    spool.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const usage = (message: string): BabelwireError => new BabelwireError('usage', 'poison', message);

function selectionOf(text: (name: string) => string | undefined): PageSelection {
  const [since, until, source] = [text('since'), text('until'), text('source')];
  const now = Date.now();
  return {
    ...(since === undefined ? {} : { since: moment('since', since, now) }),
    ...(until === undefined ? {} : { until: moment('until', until, now) }),
    ...(source === undefined ? {} : { source }),
  };
}

function limits(): { dedupWindowMs: number; maxBodyBytes: number } {
  const settings = readSettings({ ...ingestSettings, ...dedupSettings }, process.env);
  return { dedupWindowMs: settings.DEDUP_WINDOW_HOURS * 3600 * 1000, maxBodyBytes: settings.MAX_BODY_BYTES };
}

/** Throws poison `not-empty`: a rebuild beside other articles would be neither. */
function emptyFolder(into: string): string {
  const folder = resolve(into);
  if (!existsSync(join(folder, 'log.db'))) return folder;
  throw new BabelwireError(
    'not-empty',
    'poison',
    `there is a line in ${folder} already; name a new folder with --into`,
  );
}

/** The same pages once more, at the end of the topic that they came from. */
async function again(log: MessageLog, spool: Spool): Promise<void> {
  const messages = function* (): Generator<Redelivery> {
    for (const source of spool.inOrderOfTime()) {
      const { partition, offset } = source;
      yield { topic: Topics.captures, partition, source, added: { [REPLAY_OF]: `${partition}/${offset}` } };
    }
  };
  await redeliver(log, WRITER, messages());
}

/** An embedded line runs in this process until nothing is left. */
async function runOut(dataFolder: string): Promise<void> {
  const { createLogger } = await import('#libs/platform');
  const logger = createLogger({ level: 'error', json: false, service: 'replay' });
  const fatal: BabelwireError[] = [];
  const line = await EmbeddedLine.start({ dataFolder, logger, ...limits(), onFatal: (error) => fatal.push(error) });
  await line.idle();
  await line.close();
  if (fatal[0] !== undefined) throw fatal[0];
}

/** Gives the outcome of a replay to a line on Kafka that has none yet. */
async function tell(from: MessageLog, prefix: string, json: boolean): Promise<void> {
  const connection = kafkaConnection(readSettings(brokerSettings, process.env));
  const log = await openLog({ kind: 'kafka', ...connection, prefix, clientId: 'babelwire.cli' });
  try {
    for (const topic of REBUILT) {
      for await (const { offset } of log.read(topic)) {
        const message = `${prefix}${topic} has messages already (offset ${offset}); a rebuild needs a new prefix, see babelwire setup`;
        throw new BabelwireError('not-empty', 'poison', message);
      }
    }
    const messages = async function* (): AsyncGenerator<Redelivery> {
      for (const topic of REBUILT) for await (const source of from.read(topic)) yield { topic, source };
    };
    const count = await redeliver(log, WRITER, messages());
    print(
      json
        ? JSON.stringify({ messages: count })
        : `${count} messages written; start the services with KAFKA_PREFIX=${prefix}`,
    );
  } finally {
    await log.close();
  }
}

async function dryRun(
  replayed: Store,
  data: string | undefined,
  selection: PageSelection,
  spool: Spool,
  json: boolean,
): Promise<void> {
  const stored = await openStore(data);
  try {
    const [first] = spool.inOrderOfTime();
    // Of what was replayed from an instant on, verdicts may rest on articles from before.
    const whole = selection.since === undefined && selection.until === undefined && selection.source === undefined;
    const options = { pages: spool.keys(), whole, since: first?.timestamp ?? 0 };
    const comparison = await compare(replayed, stored, options);
    print(json ? JSON.stringify({ pages: spool.size, ...comparison }, null, 2) : told(comparison));
  } finally {
    await stored.close();
  }
}

async function openStore(data: string | undefined): Promise<Store> {
  if (data !== undefined) return createStore({ kind: 'embedded', database: join(existingData(data), 'store.db') });
  return createStore(mongoStore(readSettings(mongoSettings, process.env)));
}

function told({ same, differences, byTextAlone }: Comparison): string {
  const lines = differences.slice(0, SHOWN).map(line);
  if (differences.length > SHOWN) lines.push(`… and ${differences.length - SHOWN} more; --json gives all`);
  const alone = byTextAlone === 0 ? '' : ` (${byTextAlone} compared by their text alone)`;
  return [...lines, `${same} articles as they are stored, ${differences.length} not${alone}`].join('\n');
}

function line({ id, url = '', what, fields }: Difference): string {
  const changes = Object.entries(fields).map(([name, [was, is]]) => `\n    ${name}: ${String(was)} → ${String(is)}`);
  return `${id}  ${what}  ${url}${changes.join('')}`;
}
