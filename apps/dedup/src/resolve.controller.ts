import { Controller, Inject } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { decode, encode, eventHeaders, FingerprintedArticle, ResolvedArticle, stableId, Topics } from '#libs/contracts';
import { MessageLog, type OutgoingMessage, type PartitionPreparation, type ReceivedMessage } from '#libs/messaging';
import { Metrics } from '#libs/platform';
import { Resolver } from './resolver.js';

/** Offset of the article that a verdict is about: the order in which verdicts were given. */
const SEQUENCE = 'bw-sequence';

export const WINDOW_MS = Symbol('dedup window');

/** Holds the one resolver, and builds it from its own verdicts whenever its partition comes to this process. */
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
    const verdicts: { sequence: number; article: ResolvedArticle }[] = [];
    for await (const message of this.log.read(Topics.articlesResolved, { since: Date.now() - this.windowMs })) {
      const sequence = Number(message.headers[SEQUENCE]);
      verdicts.push({ sequence, article: decode(ResolvedArticle, message.value) });
    }
    verdicts.sort((a, b) => a.sequence - b.sequence);
    this.resolver = new Resolver(this.windowMs);
    for (const { article } of verdicts) this.resolver.absorb(article);
  }
}

/** Gives the verdicts, one article after the other: `news.articles.fingerprinted.v1` → `news.articles.resolved.v1`. */
@Controller()
export class ResolveController {
  constructor(
    @Inject(ResolverState) private readonly state: ResolverState,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  @EventPattern(Topics.articlesFingerprinted, { ordered: true })
  onArticle(@Payload() message: ReceivedMessage): OutgoingMessage[] {
    const article = decode(FingerprintedArticle, message.value);
    // The log's own time: handled again after a crash, the same article gets the same verdict.
    const resolved = this.state.resolver.resolve(article, message.timestamp);
    if (resolved === undefined) {
      this.metrics.verdicts.inc({ status: 'repeat', method: 'url' });
      return [];
    }
    const { status, method, decidedAt } = resolved.dedup;
    this.metrics.verdicts.inc({ status, method });
    return [
      {
        topic: Topics.articlesResolved,
        key: resolved.id,
        value: encode(resolved),
        headers: {
          ...eventHeaders({
            id: stableId('article.resolved', resolved.id, String(resolved.version), decidedAt),
            source: '/babelwire/dedup',
            type: 'article.resolved',
            time: decidedAt,
            subject: resolved.id,
          }),
          [SEQUENCE]: message.offset,
        },
      },
    ];
  }
}
