export { highlighter, type Fragment, type HighlightOptions } from './highlight.js';
export { indexedText, type IndexedText, type SearchedField } from './indexed-text.js';
export { MAX_QUERY_LENGTH, parseQuery, type SearchTerm, type SearchTerms } from './query.js';
export { STEMMED_LANGUAGES } from './stemmers.js';
