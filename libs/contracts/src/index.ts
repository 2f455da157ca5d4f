export * from './article.js';
export * from './capture.js';
export * from './cloud-event.js';
export * from './decode.js';
export * from './errors.js';
export * from './ids.js';
export * from './story.js';
export * from './topics.js';
