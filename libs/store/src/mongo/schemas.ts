import { Schema, type SchemaOptions } from 'mongoose';

/** Collections and indexes come into being by `migrate()` alone: building one on a large collection is planned. */
const options = {
  autoIndex: false,
  autoCreate: false,
  bufferCommands: false,
  strict: true,
  id: false,
  versionKey: false,
  minimize: false,
} satisfies SchemaOptions;

const { Mixed } = Schema.Types;

export const articleSchema = new Schema(
  {
    _id: String,
    id: String,
    schemaVersion: Number,
    version: Number,
    pubStatus: String,
    representationType: String,
    url: String,
    canonicalUrl: String,
    altIds: [Mixed],
    headline: String,
    description: String,
    articleBody: String,
    articleSection: String,
    keywords: [String],
    wordCount: Number,
    inLanguage: String,
    author: [Mixed],
    publisher: Mixed,
    image: [Mixed],
    datePublished: String,
    dateAsWritten: String,
    datePublishedPrecision: String,
    datePublishedMethod: String,
    datePublishedZone: String,
    dateModified: String,
    firstCreated: String,
    versionCreated: String,
    isPartOf: Mixed,
    declaredLanguage: String,
    isAccessibleForFree: Boolean,
    fieldMethods: Mixed,
    repeatsOnPage: Number,
    storyId: String,
    translations: [Mixed],
    language: Mixed,
    dedup: Mixed,
    formerLanguages: [String],
    provenance: Mixed,
    _internal: { version: Number, versionAt: Date, eventId: String, sortAt: Date, languages: [String] },
  },
  { ...options, collection: 'articles' },
)
  // One index for each thing that pages are filtered by, in the order in which they are shown.
  .index({ '_internal.sortAt': -1, _id: -1 })
  .index({ '_internal.languages': 1, '_internal.sortAt': -1, _id: -1 })
  .index({ 'provenance.sourceId': 1, '_internal.sortAt': -1, _id: -1 })
  .index({ 'provenance.captureId': 1, '_internal.sortAt': -1, _id: -1 })
  .index({ storyId: 1, '_internal.sortAt': -1, _id: -1 });

export const storySchema = new Schema(
  {
    _id: String,
    id: String,
    schemaVersion: Number,
    version: Number,
    members: [Mixed],
    edges: [Mixed],
    mergedInto: String,
    versionCreated: String,
    _internal: { version: Number, versionAt: Date, eventId: String },
  },
  { ...options, collection: 'stories' },
);

export const captureSchema = new Schema(
  {
    _id: String,
    id: String,
    url: String,
    sourceId: String,
    fetchedAt: String,
    pageType: String,
    pageTypeConfidence: Number,
    articleIds: [String],
    repeats: Number,
    truncated: Boolean,
    rawSha256: String,
    rawBytes: Number,
  },
  { ...options, collection: 'captures' },
);

export const sourceSchema = new Schema(
  {
    _id: String,
    id: String,
    kind: String,
    url: String,
    createdAt: Number,
    name: String,
    timeZone: String,
    languages: [String],
    minDelayMs: Number,
    follow: String,
    recheck: Boolean,
    maxAgeMs: Number,
    minIntervalMs: Number,
    maxIntervalMs: Number,
    paused: Boolean,
    resources: [Mixed],
    nextDueAt: Number,
    lastSuccessAt: Number,
    lastError: Mixed,
    failing: Boolean,
    captures: Mixed,
    _lease: { owner: String, until: Number, ticket: String },
  },
  { ...options, collection: 'sources' },
).index({ paused: 1, nextDueAt: 1 });

export const entrySchema = new Schema(
  {
    _id: String,
    sourceId: String,
    key: String,
    of: String,
    url: String,
    dueAt: Number,
    attempts: Number,
    checks: Number,
    updatedAt: Number,
    fetchedAt: Number,
    etag: String,
    lastModified: String,
    rawSha256: String,
    captureId: String,
    outcome: String,
    expireAt: Number,
  },
  { ...options, collection: 'entries' },
)
  // Most entries are done, and have no time at which they are due.
  .index({ sourceId: 1, dueAt: 1, key: 1 }, { partialFilterExpression: { dueAt: { $exists: true } } })
  .index({ sourceId: 1 })
  .index({ expireAt: 1 });

export const hostSchema = new Schema(
  { _id: String, owner: String, until: Number, readyAt: Number },
  { ...options, collection: 'hosts' },
);

export const searchSchema = new Schema(
  {
    _id: String,
    version: Number,
    versionAt: Date,
    sortAt: Date,
    usable: Boolean,
    duplicate: Boolean,
    languages: [String],
    sourceId: String,
    words: String,
    terms: [String],
  },
  { ...options, collection: 'words' },
)
  // Not a text index, which knows no order: for a word that half of all articles have it would sort all of these.
  .index({ terms: 1, sortAt: -1, _id: -1 })
  .index({ languages: 1, sortAt: -1, _id: -1 });

export const bookmarkSchema = new Schema(
  { _id: String, owner: String, until: Number, place: String },
  { ...options, collection: 'bookmarks' },
);

export const keySchema = new Schema(
  {
    _id: String,
    id: String,
    name: String,
    scopes: [String],
    secretSha256: String,
    createdAt: Number,
    createdBy: String,
    expiresAt: Number,
    revokedAt: Number,
    replacedBy: String,
    lastUsedAt: Number,
  },
  { ...options, collection: 'keys' },
);

export const auditSchema = new Schema(
  {
    _id: String,
    id: String,
    at: Number,
    by: String,
    byName: String,
    action: String,
    targets: [String],
    outcome: String,
    detail: String,
    address: String,
    _expireAt: Date,
  },
  { ...options, collection: 'audit' },
).index({ _expireAt: 1 }, { expireAfterSeconds: 0 });

export const webhookSchema = new Schema(
  {
    _id: String,
    id: String,
    url: String,
    secret: String,
    description: String,
    types: [String],
    languages: [String],
    sources: [String],
    createdAt: Number,
    status: String,
    failures: Number,
    failingSince: Number,
    nextAttemptAt: Number,
    lastError: String,
    lastDeliveryAt: Number,
  },
  { ...options, collection: 'webhooks' },
);
