export * from './export.js';
export * from './handling.js';
export * from './propagation.js';
export * from './spans.js';
export * from './subject.js';
