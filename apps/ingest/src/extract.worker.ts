import { loadDetector } from '#libs/langid';
import type { MessageBytes } from '#libs/messaging';
import { inWorker } from '#libs/threads';
import { extractMessage } from './extract-message.js';
import { pageClock } from './page-clock.js';

const detector = await loadDetector();

/** Takes one capture apart, in a thread of the pool. */
export default inWorker((message: MessageBytes) =>
  extractMessage(message, {
    splitLanguages: (text, known) => detector.segment(text, known === undefined ? {} : { known }),
    clock: pageClock(),
  }),
);
