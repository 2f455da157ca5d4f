import { Controller, Inject } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { CaptureSummary, decode, ResolvedArticle, Topics } from '#libs/contracts';
import type { OutgoingMessage, ReceivedMessage } from '#libs/messaging';
import { Store } from '#libs/store';
import { articleEvent, publicArticle } from './publish-events.js';

/** Writes verdicts to the store, and tells the world: `news.articles.resolved.v1` → `news.articles.v1`. */
@Controller()
export class PublishController {
  constructor(@Inject(Store) private readonly store: Store) {}

  /**
   * The store comes first and is idempotent; the events go out with the offsets. Killed in between, the batch comes
   * again: the store then says `unchanged` or `stale`, and the events must go out all the same.
   */
  @EventPattern(Topics.articlesResolved, { batch: true })
  async onVerdicts(@Payload() messages: ReceivedMessage[]): Promise<OutgoingMessage[]> {
    const verdicts = messages.map((message) => ({
      article: publicArticle(decode(ResolvedArticle, message.value)),
      eventId: message.headers.ce_id ?? '',
    }));
    await this.store.articles.upsert(verdicts);
    return verdicts.map(({ article }) => articleEvent(article));
  }

  @EventPattern(Topics.capturesExtracted, { batch: true })
  async onCaptures(@Payload() messages: ReceivedMessage[]): Promise<OutgoingMessage[]> {
    await this.store.captures.upsert(messages.map((message) => decode(CaptureSummary, message.value)));
    return [];
  }
}
