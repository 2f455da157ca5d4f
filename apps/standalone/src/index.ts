export { EmbeddedLine, type LineOptions } from './line.js';
