export { CONSOLE_HOME } from './console/console.controller.js';
export { decisionMessages } from './decision-messages.js';
export type { DecisionAccepted } from './decisions.controller.js';
export type { ArticleExplanation, ArticleInBrief, PairComparison } from './explanation.js';
export { PublishConsumerModule, PublishHttpModule } from './publish.module.js';
export type { DeadLetterDetail, DeadLetterOutcome, DeadLetterPage } from './dead-letters/dead-letter-view.js';
export type { LineStatus, StageStatus } from './status/status-view.js';
export { publishOptions, type PublishOptions } from './publish-options.js';
export type { SearchHit } from './search/search.controller.js';
