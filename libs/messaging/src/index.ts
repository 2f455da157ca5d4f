export * from './handler.js';
export * from './log.js';
