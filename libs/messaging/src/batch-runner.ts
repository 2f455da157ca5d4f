import type { BabelwireError } from '#libs/contracts';
import { backoff, pause, turn } from './backoff.js';
import type { ConsumerSpec, DivertedMessage } from './consumer-spec.js';
import type { OutgoingMessage, ReceivedMessage } from './log.js';
import { asHandled, originOf, toDeadLetters, toRetry } from './retry-headers.js';
import { type Failure, type Outcome, runHandler } from './run-handler.js';

/** What the consumer knows about a batch before it runs. */
export interface Circumstances {
  /** How often this consumer has waited at the head of this batch already. */
  waits: number;
  /** When (performance.now) the first of these waits' failures began. */
  failingSince?: number;
  /** Whether the log holds more behind this batch. */
  moreBehind: boolean;
  signal: AbortSignal;
  /** Rebuilds the handler's state after a failed call; only for a handler that keeps state. */
  reset?: () => Promise<void>;
}

/**
 * What a batch came to:
 * - `done`: commit the outputs and the diverted messages together with the offsets of the first `taken` of the batch;
 * - `wait`: nothing worked, so a dependency is away: commit nothing, wait, come again;
 * - `narrow`: a handler with state failed somewhere in the batch: rebuild its state, then come with one message at a time.
 */
export type BatchResult =
  | { verdict: 'done'; taken: number; outputs: OutgoingMessage[]; diverted: DivertedMessage[] }
  | { verdict: 'wait'; error: BabelwireError }
  | { verdict: 'narrow'; error: BabelwireError };

/** Handlers may be all computation: after this long, ms, the event loop gets its turn for heartbeats and timers. */
const TURN_AFTER_MS = 50;

/**
 * As long as everything tried so far fails with `transient`, only so many messages are tried before the batch gives up and
 * waits: with a dependency away each may take seconds to fail. Doubles with every wait, so that a few bad messages at the
 * head can't pass for a dependency that is away forever.
 */
const PROBES = 8;

/** Runs the handler over a batch and sorts its failures by kind. Outputs are in the order of the inputs. */
export async function runBatch(
  spec: ConsumerSpec,
  messages: ReceivedMessage[],
  at: Circumstances,
): Promise<BatchResult> {
  const outcomes = new Map<ReceivedMessage, Outcome>();
  if (spec.options.batch && messages.length > 1) {
    const whole = await runHandler(
      spec,
      messages.map((message) => asHandled(spec, message)),
    );
    if ('outputs' in whole) return { verdict: 'done', taken: messages.length, outputs: whole.outputs, diverted: [] };
    if (at.reset !== undefined) return { verdict: 'narrow', error: whole.error };
  }
  if (inOrder(spec, messages)) {
    const narrowed = await runEach(spec, messages, 1, outcomes, at);
    return narrowed === undefined
      ? verdictInOrder(spec, messages, outcomes, at)
      : { verdict: 'narrow', error: narrowed };
  }
  const narrowed = await runEach(spec, messages, isSerial(spec) ? 1 : spec.limits.concurrency, outcomes, at);
  if (narrowed !== undefined) return { verdict: 'narrow', error: narrowed };
  return verdict(spec, messages, outcomes, at);
}

const isSerial = ({ options }: ConsumerSpec): boolean => options.batch === true || options.ordered === true;

/** Whether a message that must wait holds back those behind it. What comes from a retry topic has lost its place already. */
const inOrder = (spec: ConsumerSpec, [first]: ReceivedMessage[]): boolean =>
  isSerial(spec) && first?.topic === spec.topic;

async function runEach(
  spec: ConsumerSpec,
  messages: ReceivedMessage[],
  concurrency: number,
  outcomes: Map<ReceivedMessage, Outcome>,
  at: Circumstances,
): Promise<BabelwireError | undefined> {
  const probes = Math.max(PROBES, concurrency) * 2 ** Math.min(at.waits, 20);
  const seen = { onlyTransient: true, narrow: undefined as BabelwireError | undefined };
  const ordered = inOrder(spec, messages);
  let next = 0;
  let turnedAt = performance.now();
  const worker = async (): Promise<void> => {
    while (seen.narrow === undefined && !(seen.onlyTransient && next >= probes)) {
      const message = messages[next++];
      if (message === undefined) return;
      const outcome = await runOne(spec, message, messages.length, at);
      outcomes.set(message, outcome);
      if (!('error' in outcome) || outcome.error.kind !== 'transient') seen.onlyTransient = false;
      if ('error' in outcome && at.reset !== undefined && messages.length > 1) seen.narrow = outcome.error;
      if (ordered && 'error' in outcome && outcome.error.kind === 'transient') return;
      if (performance.now() - turnedAt > TURN_AFTER_MS) {
        await turn();
        turnedAt = performance.now();
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, messages.length) }, worker));
  // Probes that were under way when the first success came may have stopped their workers: the rest is still to do.
  if (!ordered && seen.narrow === undefined && !seen.onlyTransient && next < messages.length) {
    return runEach(spec, messages.slice(next), concurrency, outcomes, { ...at, waits: 20 });
  }
  return seen.narrow;
}

/** One message; a `bug` is tried again in place, since most of them are passing upsets of something unforeseen. */
async function runOne(
  spec: ConsumerSpec,
  message: ReceivedMessage,
  among: number,
  at: Circumstances,
): Promise<Outcome> {
  const { maxBugTries, backoffMs } = spec.limits;
  const handled = asHandled(spec, message);
  for (let tries = 1; ; tries++) {
    const outcome = await runHandler(spec, spec.options.batch ? [handled] : handled);
    if (!('error' in outcome) || outcome.error.kind !== 'bug' || tries >= maxBugTries) return outcome;
    // With state, the others of the batch would have to be taken back as well: it comes again alone.
    if (at.reset !== undefined && among > 1) return outcome;
    await pause(backoff(tries - 1, backoffMs / 4, 2000), at.signal);
    await at.reset?.();
  }
}

/**
 * A handler that takes messages in order stops at the first that must wait: what came before it is done, and what comes
 * after it would overtake it. Only after as many waits as a message has journeys does it go aside for the others.
 */
function verdictInOrder(
  spec: ConsumerSpec,
  messages: ReceivedMessage[],
  outcomes: Map<ReceivedMessage, Outcome>,
  at: Circumstances,
): BatchResult {
  const error = [...outcomes.values()]
    .flatMap((outcome) => ('error' in outcome ? [outcome.error] : []))
    .find(({ kind }) => kind === 'transient');
  if (error === undefined) return settled(spec, messages, outcomes);
  // It is the last that was tried.
  const waitsFor = outcomes.size - 1;
  if (waitsFor > 0) return settled(spec, messages.slice(0, waitsFor), outcomes);
  const othersBehind = at.moreBehind || messages.length > 1;
  if (othersBehind && at.waits >= spec.limits.maxRetries) return settled(spec, messages.slice(0, 1), outcomes);
  return { verdict: 'wait', error };
}

function verdict(
  spec: ConsumerSpec,
  messages: ReceivedMessage[],
  outcomes: Map<ReceivedMessage, Outcome>,
  at: Circumstances,
): BatchResult {
  const errors = [...outcomes.values()].flatMap((outcome) => ('error' in outcome ? [outcome.error] : []));
  const [first] = errors;
  const fromRetry = messages[0] !== undefined && messages[0].topic !== spec.topic;
  if (
    first !== undefined &&
    !fromRetry &&
    errors.length === outcomes.size &&
    errors.every(({ kind }) => kind === 'transient')
  ) {
    // Not so when the handler did a message of another partition meanwhile.
    const alive = at.failingSince !== undefined && spec.health.lastSuccess > at.failingSince;
    // One message alone proves little. When it has waited long and others queue behind it, it goes aside for them.
    const stepsAside = messages.length === 1 && at.moreBehind && at.waits >= spec.limits.maxRetries;
    if (!alive && !stepsAside) return { verdict: 'wait', error: first };
  }
  return settled(spec, messages, outcomes);
}

/** Commits messages with what became of each. */
function settled(
  spec: ConsumerSpec,
  messages: ReceivedMessage[],
  outcomes: Map<ReceivedMessage, Outcome>,
): BatchResult {
  const outputs: OutgoingMessage[] = [];
  const diverted: DivertedMessage[] = [];
  for (const message of messages) {
    const outcome = outcomes.get(message);
    if (outcome === undefined) continue;
    if ('outputs' in outcome) outputs.push(...outcome.outputs);
    else diverted.push(divert(spec, message, outcome));
  }
  return { verdict: 'done', taken: messages.length, outputs, diverted };
}

function divert(spec: ConsumerSpec, message: ReceivedMessage, failure: Failure): DivertedMessage {
  const { error, handling } = failure;
  const { maxBugTries, maxRetries, backoffMs, maxBackoffMs } = spec.limits;
  const { journeys } = originOf(spec, message);
  const tell = (outcome: 'dead-letter' | 'retry'): void => {
    // Within its trace: what is said of it names the trace and the article.
    handling.run(() => {
      spec.observer.failed({ group: spec.group, topic: spec.topic, kind: error.kind, code: error.code, outcome });
    });
  };
  if (error.kind === 'transient' && journeys < maxRetries) {
    tell('retry');
    return handling.keep(toRetry(spec, message, error, journeys + 1, backoff(journeys, backoffMs, maxBackoffMs)));
  }
  tell('dead-letter');
  return handling.keep(toDeadLetters(spec, message, error, journeys + (error.kind === 'bug' ? maxBugTries : 1)));
}
