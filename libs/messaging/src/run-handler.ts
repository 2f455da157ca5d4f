import { BabelwireError } from '#libs/contracts';
import { Handling } from '#libs/tracing';
import type { ConsumerSpec } from './consumer-spec.js';
import { failHere, hangHere, slowHere } from './failpoint.js';
import type { OutgoingMessage, ReceivedMessage } from './log.js';
import { stageOf, subjectOf } from './stages.js';

/** What one call of a handler came to. Nothing is ever thrown: kafkajs would take a TypeError for its own. */
export type Outcome = { outputs: OutgoingMessage[] } | Failure;

export interface Failure {
  error: BabelwireError;
  handling: Handling<ReceivedMessage>;
}

function isMessage(value: unknown): value is OutgoingMessage {
  if (typeof value !== 'object' || value === null) return false;
  const { topic, key, value: bytes, headers } = value as Partial<Record<keyof OutgoingMessage, unknown>>;
  return (
    typeof topic === 'string' &&
    typeof key === 'string' &&
    Buffer.isBuffer(bytes) &&
    typeof headers === 'object' &&
    headers !== null
  );
}

function outputsOf(result: unknown, topic: string): OutgoingMessage[] {
  if (result === undefined || result === null) return [];
  if (Array.isArray(result) && result.every(isMessage)) return result;
  throw new BabelwireError(
    'bad-handler-result',
    'bug',
    `the handler of ${topic} returned neither nothing nor an array of { topic, key, value: Buffer, headers }`,
  );
}

/** Calls the handler, at most for the time it may take. A late answer is dropped. */
export async function runHandler(spec: ConsumerSpec, payload: ReceivedMessage | ReceivedMessage[]): Promise<Outcome> {
  const { handlerTimeoutMs } = spec.limits;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const message = `the handler of ${spec.topic} did not answer in ${handlerTimeoutMs} ms`;
      reject(new BabelwireError('handler-timeout', 'transient', message));
    }, handlerTimeoutMs);
  });
  const handling = new Handling(stageOf(spec.topic), spec.group, [payload].flat(), subjectOf);
  try {
    failHere('handler');
    const handled = handling.run(async (): Promise<unknown> => {
      await hangHere('hang');
      await slowHere(spec.group, Array.isArray(payload) ? payload.length : 1);
      return spec.handle(payload);
    });
    const outputs = handling.follow(outputsOf(await Promise.race([handled, late]), spec.topic));
    await spec.verify(outputs);
    spec.health.lastSuccess = performance.now();
    handling.end();
    return { outputs };
  } catch (thrown) {
    const error = BabelwireError.from(thrown);
    handling.end(error);
    return { error, handling };
  } finally {
    clearTimeout(timer);
  }
}
