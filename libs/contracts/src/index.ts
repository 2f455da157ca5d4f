export { addressForm, isTellingFragment, isTrackingParameter } from './address.js';
// class-transformer's decorators need it before the first class with one is loaded.

import 'reflect-metadata';
export * from './article-parts.js';
export * from './article.js';
export { asyncApi } from './asyncapi.js';
export * from './capture.js';
export * from './cloud-event.js';
export * from './decision.js';
export * from './decode.js';
export * from './errors.js';
export * from './formats.js';
export * from './ids.js';
export { contractDefinitions, jsonSchemaOf, publicSchemas } from './json-schema.js';
export * from './language.js';
export * from './remembered.js';
export { schemaFiles } from './schema-files.js';
export * from './scopes.js';
export * from './story.js';
export * from './topic-names.js';
export * from './topics.js';
export * from './language-topics.js';
export * from './verdict.js';
