/** What an export's lines can be, in the words of the API. */
export const EXPORT_FORMATS = ['ndjson', 'ninjs', 'jsonld'] as const;
