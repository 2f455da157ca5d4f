import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { BabelwireError } from '#libs/contracts';
import { apiAddress, DEFAULT_API } from '../api-client.js';
import type { Values } from '../command.js';
import { existingData } from '../open-log.js';
import { examineDistributed } from './distributed.js';
import { examineEmbedded } from './embedded.js';
import { examineRemote } from './remote.js';
import { Report } from './report.js';

/** `babelwire start` keeps its data here unless it is told otherwise. */
const DEFAULT_DATA = 'data';

/** `babelwire doctor`. Ends the process: nothing that is still open to a dead server keeps it. */
export async function doctor(values: Values): Promise<void> {
  const text = (name: string): string | undefined => (typeof values[name] === 'string' ? values[name] : undefined);
  const seconds = Number(text('timeout'));
  if (!(seconds > 0)) throw usage(`--timeout takes a number of seconds, not "${text('timeout') ?? ''}"`);
  for (const url of [text('api'), text('ingest')]) if (url !== undefined) apiAddress(url, '');
  const common = { sendsArticle: values['no-article'] !== true, articleMs: seconds * 1000 };
  const report = await look(text, values.json === true, common);
  process.exit(report.end());
}

async function look(
  text: (name: string) => string | undefined,
  asJson: boolean,
  common: { sendsArticle: boolean; articleMs: number },
): Promise<Report> {
  const { KAFKA_BROKERS: brokers, KAFKA_PREFIX: prefix, MONGODB_URI, MONGODB_URI_FILE, INGEST_URL } = process.env;
  const [api, ingest, data] = [text('api') ?? (process.env.BABELWIRE_API || undefined), text('ingest'), text('data')];
  const isDistributed = Boolean(brokers) || Boolean(MONGODB_URI) || Boolean(MONGODB_URI_FILE);
  if (data !== undefined || (!isDistributed && api === undefined && existsSync(join(DEFAULT_DATA, 'log.db')))) {
    const folder = existingData(data ?? DEFAULT_DATA);
    useKeyIn(folder);
    const report = new Report(`the line in ${folder}`, asJson);
    await examineEmbedded(report, { ...common, folder, api });
    return report;
  }
  if (isDistributed) {
    const named = prefix ? ` (prefix ${prefix})` : '';
    const report = new Report(`the line on Kafka ${brokers ?? '(not set)'}${named} and MongoDB`, asJson);
    const publish = { name: 'publish', url: api ?? ownAddress(), isGiven: api !== undefined };
    const taken = ingest ?? (INGEST_URL || undefined);
    const services = [publish, ...(taken === undefined ? [] : [{ name: 'ingest', url: taken, isGiven: true }])];
    await examineDistributed(report, { ...common, services });
    return report;
  }
  if (api === undefined) {
    throw usage(
      'which line? --data DIR for one that npm start made, --api URL for one that runs elsewhere, or KAFKA_BROKERS and MONGODB_URI in ' +
        'the environment for the distributed one',
    );
  }
  const report = new Report(`the line at ${api}, by its API alone`, asJson);
  await examineRemote(report, { ...common, api, ingest: ingest ?? api });
  return report;
}

/** In a container of publish, publish itself. */
const ownAddress = (): string => {
  const { HTTP_PORT } = process.env;
  return HTTP_PORT ? `http://127.0.0.1:${HTTP_PORT}` : DEFAULT_API;
};

/** The first key of an embedded line lies beside its data. */
function useKeyIn(folder: string): void {
  const file = resolve(folder, 'api-key');
  const { BABELWIRE_API_KEY, BABELWIRE_API_KEY_FILE } = process.env;
  if (!BABELWIRE_API_KEY && !BABELWIRE_API_KEY_FILE && existsSync(file)) process.env.BABELWIRE_API_KEY_FILE = file;
}

const usage = (message: string): BabelwireError => new BabelwireError('usage', 'poison', message);
