import { decode, Decision, REPLAY_OF, Topics } from '#libs/contracts';
import type { MessageLog, ReceivedMessage, Redelivery } from '#libs/messaging';
import { decisionMessages } from '#apps/publish';
import { createLogger } from '#libs/platform';
import { EmbeddedLine } from '../line.js';

/** Redeliveries of one transaction, and bytes of their values, at most. */
const BATCH = 100;
const BATCH_BYTES = 4 * 1024 * 1024;

/** Writes redeliveries in transactions, as the only writer of the name. */
export async function redeliver(
  log: MessageLog,
  name: string,
  messages: Iterable<Redelivery> | AsyncIterable<Redelivery>,
): Promise<number> {
  const writer = await log.claim(name);
  let [count, bytes] = [0, 0];
  let batch: Redelivery[] = [];
  const flush = async (): Promise<void> => {
    if (batch.length > 0) await writer.write([], batch);
    count += batch.length;
    [batch, bytes] = [[], 0];
  };
  try {
    for await (const one of messages) {
      const size = one.source.value?.length ?? 0;
      if (batch.length >= BATCH || bytes + size > BATCH_BYTES) await flush();
      batch.push(one);
      bytes += size;
    }
    await flush();
    return count;
  } finally {
    await writer.close();
  }
}

/**
 * Runs pages through the whole line in this process, in the given order, one after the other, each at its own time: so that
 * what comes out depends on nothing else. The line is answered when it is idle; the caller closes it.
 *
 * @param decisions what editors said: it holds from the beginning; and is said once more at the end, for articles that had
 *   forgotten each other by then
 */
export async function rerun(options: {
  folder: string;
  pages: Iterable<ReceivedMessage>;
  decisions: ReceivedMessage[];
  dedupWindowMs: number;
  maxBodyBytes: number;
}): Promise<EmbeddedLine> {
  const { folder, pages, decisions, dedupWindowMs, maxBodyBytes } = options;
  let fail: (error: Error) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => (fail = reject));
  // Said by whoever waits for it, if anybody still does.
  failed.catch(() => undefined);
  const settings = {
    dataFolder: folder,
    logger: createLogger({ level: 'error', json: false, service: 'replay' }),
    maxBodyBytes,
    dedupWindowMs,
    keepsTime: true,
    limits: { batchSize: 1 },
    onFatal: fail,
  };
  if (decisions.length > 0) {
    const before = await EmbeddedLine.start(settings);
    await redeliver(
      before.log,
      'babelwire.replay',
      decisions.map((source) => ({
        topic: Topics.decisions,
        source,
        added: { [REPLAY_OF]: `${source.partition}/${source.offset}` },
      })),
    );
    await before.close();
  }
  const line = await EmbeddedLine.start(settings);
  try {
    await redeliver(
      line.log,
      'babelwire.replay',
      mapped(pages, (source) => ({ topic: Topics.captures, source })),
    );
    await Promise.race([line.idle(), failed]);
    for (const decision of inOrder(decisions)) {
      const stored = await line.store.articles.getMany([decision.a, decision.b]);
      if (stored.size === 2) await line.log.publish(await decisionMessages(line.store, decision));
      await Promise.race([line.idle(), failed]);
    }
    return line;
  } catch (error) {
    await line.close();
    throw error;
  }
}

const inOrder = (decisions: ReceivedMessage[]): Decision[] =>
  decisions
    .map(({ value }) => decode(Decision, value))
    .sort((a, b) => Date.parse(a.decidedAt) - Date.parse(b.decidedAt));

function* mapped<T, U>(items: Iterable<T>, change: (item: T) => U): Generator<U> {
  for (const item of items) yield change(item);
}
