import {
  ARTICLE_LINKED,
  ARTICLE_REMEMBERED,
  BabelwireError,
  decode,
  Decision,
  LinkedArticle,
  RememberedArticle,
  Story,
  STORY_REMEMBERED,
  Topics,
} from '#libs/contracts';
import type { MessageLog, PartitionPreparation, ReceivedMessage } from '#libs/messaging';
import { Resolver } from './resolver.js';

/** Holds the one resolver, and builds it from what it remembered whenever its partition comes to this process. */
export class ResolverState implements PartitionPreparation {
  readonly topic = Topics.articlesFingerprinted;
  resolver: Resolver;

  constructor(
    private readonly log: MessageLog,
    private readonly windowMs: number,
  ) {
    this.resolver = new Resolver(windowMs);
  }

  async prepare(): Promise<void> {
    const resolver = new Resolver(this.windowMs);
    for await (const message of this.log.read(Topics.decisions)) {
      resolver.absorbDecision(decode(Decision, message.value));
    }
    for await (const message of this.log.read(Topics.dedupState, { since: Date.now() - this.windowMs })) {
      absorb(resolver, message);
    }
    this.resolver = resolver;
  }
}

/** Takes a message of `news.dedup.state.v1` into the state. Throws bug `unknown-event`. */
export function absorb(resolver: Resolver, { headers, value, offset }: ReceivedMessage): void {
  const { ce_type: type, ce_time: time = '' } = headers;
  if (type === ARTICLE_REMEMBERED) resolver.absorbArticle(decode(RememberedArticle, value));
  else if (type === ARTICLE_LINKED) resolver.absorbLink(decode(LinkedArticle, value));
  else if (type === STORY_REMEMBERED) resolver.absorbStory(decode(Story, value), Date.parse(time));
  else {
    // Written by a newer version: to go on without it would be to give other verdicts than that version.
    const message = `${Topics.dedupState} has an event of type ${String(type)} at offset ${offset}, unknown to this version`;
    throw new BabelwireError('unknown-event', 'bug', message);
  }
}
