import { BabelwireError, type Capture, type ErrorKind } from '#libs/contracts';
import { loadDetector } from '#libs/langid';
import { type Extraction, extract } from './extract.js';

/** What comes back from a worker: an error loses its class on the way, so its parts travel by name. */
export type ExtractionOutcome =
  { extraction: Extraction } | { error: { code: string; kind: ErrorKind; message: string } };

const detector = await loadDetector();

/** Takes one capture apart, in a thread of the pool. */
export default function extractInWorker(capture: Capture): ExtractionOutcome {
  try {
    return { extraction: extract(capture, (text) => detector.segment(text)) };
  } catch (thrown) {
    const { code, kind, message } = BabelwireError.from(thrown);
    return { error: { code, kind, message } };
  }
}
