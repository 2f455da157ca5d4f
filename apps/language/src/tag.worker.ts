import { loadDetector } from '#libs/langid';
import type { MessageBytes } from '#libs/messaging';
import { inWorker } from '#libs/threads';
import { tagMessage } from './tag-message.js';

const detector = await loadDetector();

/** Tags some messages, in a thread of the pool. */
export default inWorker((messages: MessageBytes[]) => messages.map((message) => tagMessage(message, detector)));
