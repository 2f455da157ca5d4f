import { type LanguageDetector, loadDetectorSync, requireModels } from '#libs/langid';
import type { MessageBytes } from '#libs/messaging';
import { inWorker } from '#libs/threads';
import { extractMessage } from './extract-message.js';
import { pageClock } from './page-clock.js';
import { warmUp } from './warm-up.js';

requireModels();
warmUp();

/** Only the tag lines of plain text are split by language: a line that reads HTML never needs it, nor its 75 MB. */
let detector: LanguageDetector | undefined;

/** Takes one capture apart, in a thread of the pool. */
export default inWorker((message: MessageBytes) => {
  const clock = pageClock();
  let loadingMs = 0;
  const load = (): LanguageDetector => {
    const began = clock();
    detector = loadDetectorSync();
    loadingMs = clock() - began;
    return detector;
  };
  return extractMessage(message, {
    splitLanguages: (text, known) => (detector ?? load()).segment(text, known === undefined ? {} : { known }),
    // That it had to be loaded is not the page's fault.
    clock: () => clock() - loadingMs,
  });
});
