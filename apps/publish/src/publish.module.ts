import { Module } from '@nestjs/common';
import { PublishController } from './publish.controller.js';
import { ReadController } from './read.controller.js';

/** The read API. Needs a Store. */
@Module({ controllers: [ReadController] })
export class PublishHttpModule {}

/** The consumer of publish. Needs a Store. */
@Module({ controllers: [PublishController] })
export class PublishConsumerModule {}
