export { loadDetector, loadDetectorSync, requireModels } from './load.js';
export { tag } from './tag.js';
export { DETECTOR } from './word-detector.js';
export type { Segment } from './runs.js';
export type {
  ArticleLanguage,
  ArticleText,
  Detection,
  DetectOptions,
  LanguageDetector,
  RankedLanguage,
} from './types.js';
