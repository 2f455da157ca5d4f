export * from './api-docs.js';
export * from './consumer-metrics.js';
export * from './consumers.js';
export * from './settings.js';
export * from './root-module.js';
export * from './run-service.js';
export * from './patiently.js';
export * from './reference.js';
export { recall } from './recall.js';
