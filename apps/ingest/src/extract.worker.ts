import type { Capture } from '#libs/contracts';
import { loadDetector } from '#libs/langid';
import { inWorker } from '#libs/platform';
import { extract } from './extract.js';

const detector = await loadDetector();

/** Takes one capture apart, in a thread of the pool. */
export default inWorker((capture: Capture) => extract(capture, (text) => detector.segment(text)));
