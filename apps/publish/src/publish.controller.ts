import { Controller, Inject } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { ARTICLE_LINKED, CaptureSummary, decode, LinkedArticle, ResolvedArticle, Story, Topics } from '#libs/contracts';
import type { OutgoingMessage, ReceivedMessage } from '#libs/messaging';
import { Store } from '#libs/store';
import { articleEvent, languageEvents, publicArticle, storyEvent } from './publish-events.js';
import { type Revision, revise, reviseStories } from './revise.js';

/** Injection token: the languages that have topics of their own, as `topicLanguages` gives them. */
export const TOPIC_LANGUAGES = Symbol('languages of topics');

/**
 * Writes verdicts and stories to the store, and tells the world: `news.articles.resolved.v1` → `news.articles.v1`,
 * `news.stories.resolved.v1` → `news.stories.v1`.
 *
 * The store comes first and is idempotent; the events go out with the offsets. Killed in between, the batch comes again:
 * the store then says `unchanged` or `stale`, and the events must go out all the same.
 */
@Controller()
export class PublishController {
  constructor(
    @Inject(Store) private readonly store: Store,
    @Inject(TOPIC_LANGUAGES) private readonly languages: readonly string[],
  ) {}

  @EventPattern(Topics.articlesResolved, { batch: true })
  async onVerdicts(@Payload() messages: ReceivedMessage[]): Promise<OutgoingMessage[]> {
    const batch = messages.map(revisionOf);
    const ids = batch.map((revision) => ('verdict' in revision ? revision.verdict.id : revision.link.id));
    const stored = await this.store.articles.getMany([...new Set(ids)]);
    const revised = revise(batch, stored);
    await this.store.articles.upsert(revised);
    return revised.flatMap(({ article }) => [articleEvent(article), ...languageEvents(article, this.languages)]);
  }

  @EventPattern(Topics.storiesResolved, { batch: true })
  async onStories(@Payload() messages: ReceivedMessage[]): Promise<OutgoingMessage[]> {
    const told = messages.map((message) => decode(Story, message.value));
    const stored = await this.store.stories.getMany([...new Set(told.map(({ id }) => id))]);
    const stories = reviseStories(told, stored);
    await this.store.stories.upsert(stories);
    return stories.map(storyEvent);
  }

  @EventPattern(Topics.capturesExtracted, { batch: true })
  async onCaptures(@Payload() messages: ReceivedMessage[]): Promise<OutgoingMessage[]> {
    await this.store.captures.upsert(messages.map((message) => decode(CaptureSummary, message.value)));
    return [];
  }
}

function revisionOf({ headers, value }: ReceivedMessage): Revision {
  const eventId = headers.ce_id ?? '';
  if (headers.ce_type === ARTICLE_LINKED) return { link: decode(LinkedArticle, value), eventId };
  return { verdict: publicArticle(decode(ResolvedArticle, value)), eventId };
}
