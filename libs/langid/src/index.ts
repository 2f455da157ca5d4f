export { DETECTOR, loadDetector } from './load.js';
export type { Segment } from './segmenter.js';
export type {
  ArticleLanguage,
  ArticleText,
  Detection,
  DetectOptions,
  LanguageDetector,
  RankedLanguage,
} from './types.js';
