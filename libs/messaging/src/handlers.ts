import type { MessageHandler } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import { BabelwireError } from '#libs/contracts';
import type { ConsumerSpec, Handle } from './consumer-spec.js';
import type { ConsumerLimits, ConsumerObserver, HandlerOptions, PartitionPreparation } from './handler.js';
import type { OutgoingMessage } from './log.js';

/** What both strategies are given. */
export interface StrategyOptions {
  /** Consumer group, one per service, e.g. `babelwire.language`. */
  group: string;
  limits: ConsumerLimits;
  observer: ConsumerObserver;
  /** For the topics whose handlers keep state. */
  preparations: PartitionPreparation[];
}

/** Nest's handlers answer with a promise, a stream, or a promise of a stream: its last value is the answer. */
function asHandle(handler: MessageHandler): Handle {
  return async (payload) => {
    const answer: unknown = await handler(payload);
    return isObservable(answer) ? lastValueFrom(answer, { defaultValue: undefined }) : answer;
  };
}

/** The `@EventPattern` handlers of an application as consumers. Throws bug `bad-handler` for two handlers of one topic. */
export function consumerSpecs(
  handlers: Map<string, MessageHandler>,
  options: StrategyOptions,
  verify: (outputs: OutgoingMessage[]) => Promise<void> | void,
): ConsumerSpec[] {
  const specs = [...handlers].map(([topic, handler]): ConsumerSpec => {
    if (handler.next !== undefined) {
      const message = `two handlers for ${topic}; one group handles a topic once: give the second a group of its own`;
      throw new BabelwireError('bad-handler', 'bug', message);
    }
    const preparation = options.preparations.find((candidate) => candidate.topic === topic);
    return {
      group: options.group,
      topic,
      handle: asHandle(handler),
      options: (handler.extras ?? {}) as HandlerOptions,
      limits: options.limits,
      observer: options.observer,
      health: { lastSuccess: -Infinity },
      ...(preparation && { preparation }),
      verify,
    };
  });
  const orphan = options.preparations.find(({ topic }) => !handlers.has(topic));
  if (orphan)
    throw new BabelwireError('bad-handler', 'bug', `state is prepared for ${orphan.topic}, but nothing handles it`);
  return specs;
}
