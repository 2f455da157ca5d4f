import { Module } from '@nestjs/common';
import { TagController } from './tag.controller.js';
import { Tagger } from './tagger.js';

/** The consumer of the language service. */
@Module({ controllers: [TagController], providers: [Tagger] })
export class LanguageConsumerModule {}
