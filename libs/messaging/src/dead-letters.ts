import { BabelwireError, deadLetterTopic, encode, parseJson, stableId } from '#libs/contracts';
import { ErrorHeaders } from './handler.js';
import type { MessageLog, OutgoingMessage, ReceivedMessage, Redelivery } from './log.js';

/** What a person did with a dead letter. */
export interface Handling {
  action: 'replayed' | 'dropped';
  /** RFC 3339 instant. */
  at: string;
  by: string;
  reason?: string;
}

/** A message that could not be handled, as its headers tell it. */
export interface DeadLetter {
  id: string;
  /** Where it failed, and where a replay returns it to. */
  topic: string;
  partition: number;
  offset: string;
  key: string | null;
  bytes: number;
  kind: string;
  code: string;
  reason: string;
  group: string;
  /** RFC 3339 instant. */
  failedAt: string;
  tries: number;
  handled?: Handling;
}

/** Which dead letters; all that is given must hold. */
export interface Selection {
  /** Ids, or beginnings of ids. */
  ids?: string[];
  topic?: string;
  kind?: string;
  code?: string;
  /** Failed at or after, and before, these instants; ms since the epoch. */
  since?: number;
  until?: number;
  /** The first so many. */
  limit?: number;
  /** Also those that were replayed or dropped before. */
  handled?: boolean;
}

export interface Outcome {
  done: DeadLetter[];
  /** Selected, but replayed or dropped before: nothing was done with them. */
  before: DeadLetter[];
}

/** Messages of one transaction, and bytes of their values, at most. */
const BATCH = 100;
const BATCH_BYTES = 4 * 1024 * 1024;
/** Who replays or drops does so under this name, one process at a time. */
const WRITER = 'babelwire.dlq';
const ADDED: readonly string[] = Object.values(ErrorHeaders);

/** The dead letters of a line: to look at, to return to where they failed, to put away. See docs/decisions/0017. */
export class DeadLetters {
  /**
   * @param topics the topics that have dead letters
   * @param handledTopic where it is kept what was done with them
   */
  constructor(
    private readonly log: MessageLog,
    private readonly topics: readonly string[],
    private readonly handledTopic: string,
  ) {}

  /** By topic, oldest first. */
  async list(selection: Selection = {}): Promise<DeadLetter[]> {
    const found: DeadLetter[] = [];
    for await (const { letter } of this.select({ ...selection }, await this.handlings())) found.push(letter);
    return found;
  }

  /** One dead letter with its message. Throws poison `no-such-dead-letter`, poison `ambiguous-id`. */
  async show(id: string): Promise<{ letter: DeadLetter; message: ReceivedMessage }> {
    const found: { letter: DeadLetter; message: ReceivedMessage }[] = [];
    for await (const one of this.select({ ids: [id], handled: true }, await this.handlings())) found.push(one);
    requireOneEach(
      [id],
      found.map(({ letter }) => letter),
    );
    const [only] = found;
    if (only === undefined) throw new BabelwireError('no-such-dead-letter', 'bug', id);
    return only;
  }

  /**
   * Returns dead letters to the topic, partition and key where they failed, with their bytes and their own headers. Each is
   * noted as replayed in the transaction that returns it, and is returned once, however often this is called.
   */
  replay(selection: Selection, by: string): Promise<Outcome> {
    return this.handle(selection, { action: 'replayed', by }, ({ topic, partition }, source) => [
      { topic, partition, source, without: ADDED },
    ]);
  }

  /** Puts dead letters away: they stay in the log for its retention, and are neither listed nor replayed. */
  drop(selection: Selection, by: string, reason: string): Promise<Outcome> {
    return this.handle(selection, { action: 'dropped', by, reason }, () => []);
  }

  private async handle(
    selection: Selection,
    how: Omit<Handling, 'at'>,
    redeliver: (letter: DeadLetter, source: ReceivedMessage) => Redelivery[],
  ): Promise<Outcome> {
    if (selection.ids !== undefined) requireOneEach(selection.ids, await this.list({ ...selection, handled: true }));
    // First alone, then look what was done: the other way round two could return the same letter.
    const writer = await this.log.claim(WRITER);
    const outcome: Outcome = { done: [], before: [] };
    let batch: { letter: DeadLetter; mark: OutgoingMessage; again: Redelivery[]; bytes: number }[] = [];
    const flush = async (): Promise<void> => {
      if (batch.length === 0) return;
      await writer.write(
        batch.map(({ mark }) => mark),
        batch.flatMap(({ again }) => again),
      );
      outcome.done.push(...batch.map(({ letter }) => letter));
      batch = [];
    };
    try {
      const handlings = await this.handlings();
      const named = selection.ids !== undefined;
      for await (const { letter, message } of this.select({ ...selection, handled: named }, handlings)) {
        if (letter.handled !== undefined) {
          outcome.before.push(letter);
          continue;
        }
        const handled = { ...how, at: new Date().toISOString() };
        const bytes = batch.reduce((sum, one) => sum + one.bytes, letter.bytes);
        if (batch.length >= BATCH || bytes > BATCH_BYTES) await flush();
        const mark = { topic: this.handledTopic, key: letter.id, value: encode(handled), headers: {} };
        batch.push({ letter: { ...letter, handled }, mark, again: redeliver(letter, message), bytes: letter.bytes });
      }
      await flush();
      return outcome;
    } finally {
      await writer.close();
    }
  }

  private async handlings(): Promise<Map<string, Handling>> {
    const found = new Map<string, Handling>();
    for await (const { key, value } of this.log.read(this.handledTopic)) {
      if (key !== null && value !== null) found.set(key, parseJson(value) as Handling);
    }
    return found;
  }

  private async *select(
    selection: Selection,
    handlings: Map<string, Handling>,
  ): AsyncGenerator<{ letter: DeadLetter; message: ReceivedMessage }> {
    const { topic, limit = Infinity } = selection;
    if (topic !== undefined && !this.topics.includes(topic)) {
      const message = `${topic} has no dead letters; the topics that have are ${this.topics.join(', ')}`;
      throw new BabelwireError('unknown-topic', 'poison', message);
    }
    let count = 0;
    for (const name of topic === undefined ? this.topics : [topic]) {
      for await (const message of this.log.read(deadLetterTopic(name))) {
        const letter = describe(name, message, handlings);
        if (!isSelected(letter, selection)) continue;
        yield { letter, message };
        if (++count >= limit) return;
      }
    }
  }
}

/** The log's own time is in the id: offsets begin anew when somebody deletes a topic and makes it again. */
export const deadLetterId = ({ topic, partition, offset, timestamp }: ReceivedMessage): string =>
  stableId('dead-letter', topic, String(partition), offset, String(timestamp));

function describe(topic: string, message: ReceivedMessage, handlings: Map<string, Handling>): DeadLetter {
  const { headers, key, value, timestamp } = message;
  const id = deadLetterId(message);
  const handled = handlings.get(id);
  const partition = Number(headers[ErrorHeaders.partition] ?? 0);
  return {
    id,
    topic,
    partition: Number.isSafeInteger(partition) && partition >= 0 ? partition : 0,
    offset: headers[ErrorHeaders.offset] ?? '',
    key,
    bytes: value?.length ?? 0,
    kind: headers[ErrorHeaders.kind] ?? '',
    code: headers[ErrorHeaders.code] ?? '',
    reason: headers[ErrorHeaders.message] ?? '',
    group: headers[ErrorHeaders.group] ?? '',
    failedAt: headers[ErrorHeaders.failedAt] ?? new Date(timestamp).toISOString(),
    tries: Number(headers[ErrorHeaders.tries] ?? 0),
    ...(handled === undefined ? {} : { handled }),
  };
}

function isSelected(letter: DeadLetter, { ids, kind, code, since, until, handled }: Selection): boolean {
  const failedAt = Date.parse(letter.failedAt);
  return (
    (handled === true || letter.handled === undefined) &&
    (ids === undefined || ids.some((id) => letter.id.startsWith(id))) &&
    (kind === undefined || letter.kind === kind) &&
    (code === undefined || letter.code === code) &&
    (since === undefined || failedAt >= since) &&
    (until === undefined || failedAt < until)
  );
}

function requireOneEach(ids: string[], found: DeadLetter[]): void {
  for (const id of ids) {
    const count = found.filter((letter) => letter.id.startsWith(id)).length;
    if (count === 1) continue;
    throw count === 0
      ? new BabelwireError('no-such-dead-letter', 'poison', `there is no dead letter ${id}; dlq list --all shows them`)
      : new BabelwireError('ambiguous-id', 'poison', `${count} dead letters begin with ${id}; write more of the id`);
  }
}
