import { type DynamicModule, Module } from '@nestjs/common';
import { AuditController } from './access/audit.controller.js';
import { KeysController } from './access/keys.controller.js';
import { ConsoleController } from './console/console.controller.js';
import { DeadLettersController } from './dead-letters/dead-letters.controller.js';
import { DecisionsController } from './decisions.controller.js';
import { ExplanationController } from './explanation.controller.js';
import { ForwardModule } from './forward/forward.module.js';
import { PublishController, TOPIC_LANGUAGES } from './publish.controller.js';
import { OutputsModule } from './outputs.module.js';
import type { PublishOptions } from './publish-options.js';
import { ReadController } from './read.controller.js';
import { StatusController } from './status/status.controller.js';
import { WithdrawController } from './withdraw.controller.js';

/** The read API, explanations, decisions, the line's status and the console. Needs a Store, a MessageLog and HEALTH_CHECKS. */
@Module({
  controllers: [
    ReadController,
    ExplanationController,
    DecisionsController,
    WithdrawController,
    DeadLettersController,
    StatusController,
    ConsoleController,
    KeysController,
    AuditController,
  ],
})
export class PublishHttpModule {
  /**
   * With the outputs beside Kafka. Needs Metrics, too.
   *
   * @param ingest where ingest is, when it is not in this process: what it answers is then answered here, too
   */
  static with(options: PublishOptions, ingest?: URL): DynamicModule {
    const forward = ingest === undefined ? [] : [ForwardModule.to(ingest)];
    return { module: PublishHttpModule, imports: [OutputsModule.with(options), ...forward] };
  }
}

/** The consumer of publish. Needs a Store. */
@Module({ controllers: [PublishController] })
export class PublishConsumerModule {
  /** @param languages those that have topics of their own, as `topicLanguages` gives them */
  static with(languages: readonly string[]): DynamicModule {
    return { module: PublishConsumerModule, providers: [{ provide: TOPIC_LANGUAGES, useValue: languages }] };
  }
}
