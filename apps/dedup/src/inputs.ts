import {
  ARTICLE_RECALLED,
  ARTICLE_WITHDRAWN,
  decode,
  Decision,
  DECISION_REQUESTED,
  FingerprintedArticle,
  RecalledArticle,
  WithdrawnArticle,
} from '#libs/contracts';
import type { ReceivedMessage } from '#libs/messaging';
import { fingerprintOf } from './fingerprint.js';
import type { Outcome, Resolver } from './resolver.js';

/** What comes to the one who gives the verdicts, in one queue. */
export type Input =
  | { article: FingerprintedArticle }
  | { decision: Decision }
  | { withdrawn: WithdrawnArticle }
  | { recalled: RecalledArticle };

/** Throws poison `malformed-json` or `invalid-message`. */
export function inputOf({ headers, value }: ReceivedMessage): Input {
  switch (headers.ce_type) {
    case DECISION_REQUESTED:
      return { decision: decode(Decision, value) };
    case ARTICLE_RECALLED:
      return { recalled: decode(RecalledArticle, value) };
    case ARTICLE_WITHDRAWN:
      return { withdrawn: decode(WithdrawnArticle, value) };
    default:
      return { article: decode(FingerprintedArticle, value) };
  }
}

/** What follows from it. `at`: the log's own time, ms, so that it is the same when it is handled again. */
export function handle(resolver: Resolver, input: Input, at: number): Outcome | undefined {
  if ('decision' in input) return resolver.decide(input.decision, at);
  if ('withdrawn' in input) return resolver.withdraw(input.withdrawn, at);
  if ('recalled' in input) {
    const { recalled } = input;
    return resolver.recall(recalled, at, () => fingerprintOf(recalled));
  }
  return resolver.resolve(input.article, at);
}
