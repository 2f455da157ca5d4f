import type { Capture } from '#libs/contracts';
import { loadDetector } from '#libs/langid';
import { inWorker } from '#libs/threads';
import { pageClock } from '../page-clock.js';
import { tryPage } from './trial.js';

const detector = await loadDetector();

/** Tries one page, in a thread of its own pool. */
export default inWorker((capture: Capture) => tryPage(capture, detector, pageClock()));
