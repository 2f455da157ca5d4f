export { decode, decodeAs } from './charset/decode.js';
export { decodeMixed } from './charset/mixed.js';
export type { Decoded } from './charset/decode.js';
export { findDates } from './dates/find.js';
export { orderOf, settleDate } from './dates/resolve.js';
export type { DateContext, SettledDate } from './dates/resolve.js';
export type { WrittenDate } from './dates/written.js';
export { PAGE_MS } from './budget.js';
export { extractPage } from './extract.js';
export { languageTag } from './limits.js';
export { collapse } from './text/lines.js';
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
export { absoluteUrl, canonicalForm } from './url.js';
