import { type CustomTransportStrategy, Server } from '@nestjs/microservices';
import { BabelwireError, deadLetterTopic, retryTopic } from '#libs/contracts';
import { consumerSpecs, type StrategyOptions } from '../handlers.js';
import { PartitionProcessor } from '../partition-processor.js';
import { ConsumerLoop } from './embedded-consumer.js';
import type { EmbeddedLog } from './embedded-log.js';

export interface EmbeddedStrategyOptions extends StrategyOptions {
  log: EmbeddedLog;
  /** The consumer can't go on (a damaged file): end the process. */
  onFatal: (error: BabelwireError) => void;
}

/** Runs an application's `@EventPattern` handlers over the embedded log. */
export class EmbeddedStrategy extends Server implements CustomTransportStrategy {
  private loops: ConsumerLoop[] = [];

  constructor(private readonly settings: EmbeddedStrategyOptions) {
    super();
  }

  listen(callback: (error?: unknown) => void): void {
    try {
      const { log, onFatal } = this.settings;
      const specs = consumerSpecs(this.messageHandlers, this.settings, (outputs) => {
        log.verify(outputs);
      });
      for (const { topic } of specs) log.requireTopics([topic, retryTopic(topic), deadLetterTopic(topic)]);
      this.loops = specs.flatMap((spec) => {
        const processor = new PartitionProcessor(spec, 0);
        return [spec.topic, retryTopic(spec.topic)].map((topic) => new ConsumerLoop(log, processor, topic, onFatal));
      });
      callback();
    } catch (error) {
      callback(error);
    }
  }

  /** Finishes the batches under way, commits them, and ends. */
  async close(): Promise<void> {
    const loops = this.loops;
    this.loops = [];
    await Promise.all(loops.map((loop) => loop.stop()));
  }

  on(): void {
    // Nest's port for a client library's own events: SQLite has none.
  }

  unwrap(): never {
    throw new BabelwireError('not-available', 'bug', 'there is no client library under the embedded log');
  }
}
