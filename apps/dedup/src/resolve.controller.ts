import { Controller, Inject } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { Topics } from '#libs/contracts';
import type { OutgoingMessage, ReceivedMessage } from '#libs/messaging';
import { Metrics } from '#libs/platform';
import { handle, inputOf } from './inputs.js';
import { outcomeMessages } from './outcome-messages.js';
import type { Outcome } from './resolver.js';
import { ResolverState } from './resolver-state.js';

/**
 * Gives the verdicts, one article after the other: `news.articles.fingerprinted.v1` → `news.articles.resolved.v1` and
 * `news.stories.resolved.v1`. Editors' decisions and pages that were taken down come the same way, in the same order.
 */
@Controller()
export class ResolveController {
  constructor(
    @Inject(ResolverState) private readonly state: ResolverState,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  @EventPattern(Topics.articlesFingerprinted, { ordered: true })
  onMessage(@Payload() message: ReceivedMessage): OutgoingMessage[] {
    // The log's own time: handled again after a crash, the same article gets the same verdict.
    const at = message.timestamp;
    const outcome = handle(this.state.resolver, inputOf(message), at);
    this.count(outcome);
    return outcome === undefined ? [] : outcomeMessages(outcome, new Date(at).toISOString());
  }

  private count(outcome: Outcome | undefined): void {
    const { verdicts, stories } = this.metrics;
    if (outcome === undefined) {
      verdicts.inc({ status: 'repeat', method: 'url' });
      return;
    }
    if (outcome.article !== undefined) {
      const { status, method } = outcome.article.dedup;
      verdicts.inc({ status, method });
    }
    if (outcome.decision !== undefined) verdicts.inc({ status: outcome.decision.kind, method: 'editor' });
    if (outcome.stories.length > 0) stories.inc(outcome.stories.length);
  }
}
