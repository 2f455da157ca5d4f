import {
  encode,
  eventHeaders,
  parseJson,
  type ResolvedArticle,
  stableId,
  type TaggedArticle,
  Topics,
} from '#libs/contracts';
import { openLog, type OutgoingMessage } from '#libs/messaging';
import { random } from './generated-pages.js';
import { eventually, freePort } from './http.js';
import { keyEnv, keyHeaders } from './key.js';
import { Service } from './processes.js';

export interface PairsOptions {
  brokers: string;
  pairs: number;
  /** Times that the process which gives the verdicts is killed. */
  kills: number;
  replicas: number;
  seed: number;
  say?: (text: string) => void;
}

export interface PairsResult {
  seconds: number;
  /** Pairs of which both copies were called original. */
  twoOriginals: number;
  /** Pairs of which neither was. */
  noOriginal: number;
  /** Articles whose verdict is missing, and those that have several. */
  lost: number;
  twice: number;
  kills: number;
}

const LETTERS = 'bcdfghklmnprstvz';
const VOWELS = 'aeiou';

/** Sixty invented words: two copies share them all, two strangers none. */
function invented(next: () => number): string {
  const word = (): string => {
    let text = '';
    for (let i = 0; i < 4; i += 1) {
      text += LETTERS[Math.floor(next() * LETTERS.length)]! + VOWELS[Math.floor(next() * VOWELS.length)]!;
    }
    return text;
  };
  return Array.from({ length: 60 }, word).join(' ');
}

const copyId = (pair: number, side: string): string => stableId('pair', String(pair), side);

function tagged(pair: number, side: 'a' | 'b', articleBody: string): OutgoingMessage {
  const id = copyId(pair, side);
  const fetchedAt = new Date().toISOString();
  const article: TaggedArticle = {
    id,
    schemaVersion: 1,
    representationType: 'full',
    altIds: [],
    articleBody,
    keywords: [],
    wordCount: 60,
    author: [],
    image: [],
    repeatsOnPage: 0,
    provenance: {
      captureId: stableId('capture', id),
      sourceId: `${side}.example`,
      input: 'push',
      fetchedAt,
      contentType: 'text/html',
      charset: 'utf-8',
      rawSha256: '0'.repeat(64),
      rawBytes: articleBody.length,
      extractor: 'pairs',
      extractorVersion: '1',
    },
    inLanguage: 'en',
    language: { tag: 'en', confidence: 1, segments: [], detector: 'pairs', detectorVersion: '1' },
  };
  const headers = eventHeaders({
    id: stableId('article.tagged', id),
    source: '/test/pairs',
    type: 'article.tagged',
    time: fetchedAt,
    subject: id,
  });
  return { topic: Topics.articlesTagged, key: id, value: encode(article), headers };
}

/**
 * Sends pairs of equal articles at the same moment through several fingerprint replicas, kills whoever gives the verdicts
 * again and again, and counts the verdicts under read_committed.
 */
export async function racePairs(options: PairsOptions): Promise<PairsResult> {
  const { brokers, pairs, kills, replicas, seed, say = () => undefined } = options;
  const prefix = `pairs-${Date.now().toString(36)}.`;
  const env = {
    KAFKA_BROKERS: brokers,
    KAFKA_PREFIX: prefix,
    KAFKA_PARTITIONS: String(replicas),
    LOG_FORMAT: 'text',
    ...keyEnv,
  };
  const uri = process.env.MONGODB_URI ?? '';
  const database = { MONGODB_URI: uri, MONGODB_DATABASE: prefix.slice(0, -1) };
  const setup = new Service('setup', ['apps/standalone/bin/babelwire.js', 'setup'], { ...env, ...database });
  setup.start();
  if ((await setup.ended()) !== 0) throw new Error(`setup failed:\n${setup.output}`);

  const ports = await Promise.all(Array.from({ length: replicas }, () => freePort()));
  const services = ports.map(
    (port) => new Service(`dedup ${port}`, ['dist/apps/dedup/src/main.js'], { ...env, HTTP_PORT: String(port) }),
  );
  for (const service of services) service.start();
  await Promise.all(services.map((service, i) => service.reachable(`http://127.0.0.1:${ports[i]!}/readyz`)));

  const log = await openLog({ kind: 'kafka', brokers: brokers.split(','), clientId: 'test.pairs', prefix });
  try {
    const started = Date.now();
    const sending = send(log.publish.bind(log), pairs, random(seed));
    let killed = 0;
    const killing = (async (): Promise<void> => {
      const next = random(seed + 1);
      while (killed < kills) {
        const writer = await writerOf(ports);
        await pause(500 + next() * 1500);
        say(`killing ${services[writer]!.name} (${killed + 1} of ${kills}), ${await verdicts(log)} verdicts`);
        await services[writer]!.end('SIGKILL');
        killed += 1;
        services[writer]!.start();
        await services[writer]!.reachable(`http://127.0.0.1:${ports[writer]!}/readyz`);
      }
    })();
    await Promise.all([sending, killing]);
    await eventually(
      'a verdict on every article',
      async () => {
        const given = await verdicts(log);
        say(`${given} of ${2 * pairs} verdicts`);
        return given >= 2 * pairs ? true : undefined;
      },
      1_200_000,
      5000,
    );
    const seconds = (Date.now() - started) / 1000;
    return { seconds, kills: killed, ...(await count(log, pairs)) };
  } finally {
    await Promise.all(services.map((service) => service.end('SIGTERM')));
    await log.close();
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const PAIRS_PER_SEND = 250;

async function send(
  publish: (messages: OutgoingMessage[]) => Promise<void>,
  pairs: number,
  next: () => number,
): Promise<void> {
  for (let first = 0; first < pairs; first += PAIRS_PER_SEND) {
    const batch: OutgoingMessage[] = [];
    for (let pair = first; pair < Math.min(pairs, first + PAIRS_PER_SEND); pair += 1) {
      const text = invented(next);
      // Their ids send the two to partitions of their own, and so to replicas of their own.
      batch.push(tagged(pair, 'a', text), tagged(pair, 'b', text));
    }
    await publish(batch);
  }
}

type Log = Awaited<ReturnType<typeof openLog>>;

/** Read as a consumer would: committed messages only. */
async function verdicts(log: Log): Promise<number> {
  let given = 0;
  for await (const message of log.read(Topics.articlesResolved)) if (message.key !== null) given += 1;
  return given;
}

/** Which of the processes gives the verdicts: the one whose count of them grows. Waits until one does. */
async function writerOf(ports: number[]): Promise<number> {
  const handled = async (port: number): Promise<number> => {
    const text = await (await fetch(`http://127.0.0.1:${port}/metrics`, { headers: keyHeaders })).text();
    const line = text
      .split('\n')
      .find((one) => one.startsWith('babelwire_messages_in_total') && one.includes(Topics.articlesFingerprinted));
    return Number(line?.split(' ').at(-1) ?? 0);
  };
  return eventually(
    'a process that gives verdicts',
    async () => {
      const before = await Promise.all(ports.map(handled));
      await pause(1000);
      const after = await Promise.all(ports.map(handled));
      const writer = after.findIndex((value, i) => value > before[i]!);
      return writer === -1 ? undefined : writer;
    },
    120_000,
  );
}

async function count(log: Log, pairs: number): Promise<Omit<PairsResult, 'seconds' | 'kills'>> {
  const status = new Map<string, string>();
  let twice = 0;
  for await (const { value } of log.read(Topics.articlesResolved)) {
    const { id, dedup } = parseJson(value) as ResolvedArticle;
    if (status.has(id)) twice += 1;
    status.set(id, dedup.status);
  }
  let twoOriginals = 0;
  let noOriginal = 0;
  let lost = 0;
  for (let pair = 0; pair < pairs; pair += 1) {
    const sides = ['a', 'b'].map((side) => status.get(copyId(pair, side)));
    lost += sides.filter((side) => side === undefined).length;
    const originals = sides.filter((side) => side === 'unique').length;
    if (originals === 2) twoOriginals += 1;
    if (originals === 0) noOriginal += 1;
  }
  return { twoOriginals, noOriginal, lost, twice };
}
