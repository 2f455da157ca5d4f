export { comparedText, languageOf } from './compared-text.js';
export * from './near/explain.js';
export { createNearIndex, type Match, type NearIndex, type NearIndexOptions } from './near/near-index.js';
export { fingerprint, type FingerprintData } from './near/signature.js';

/** Fingerprints and verdicts of different versions must not be mixed: recompute and replay. */
export const ALGORITHM_VERSION = 'near-1.0.0';

/** Of story signatures and links; the same rule. */
export const STORY_VERSION = 'story-1.2.0';
export { storySignature, type StorySignature } from './story/signature.js';
export type { LinkScore } from './story/comparer.js';
export { linkScore } from './story/score.js';
export { createStoryIndex, type StoryIndex, type StoryMatch, type StoryQueryOptions } from './story/story-index.js';
export { storyBonus } from './story/bonus.js';
export { type Circumstances, circumstancesOf } from './story/circumstances.js';
export { explainStory, type SharedSound, type SharedTerm, type StoryExplanation } from './story/explain.js';
