export { extractPage } from './extract.js';
export { EXTRACTOR } from './types.js';
export type {
  DatePrecision,
  FoundArticle,
  FoundDate,
  FoundPage,
  FoundPublisher,
  LanguageSplitter,
  PageInput,
  PageType,
  ZoneOrigin,
} from './types.js';
