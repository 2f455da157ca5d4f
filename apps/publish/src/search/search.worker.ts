import { inWorker } from '#libs/threads';
import { searchDocument } from './search-documents.js';

/** Takes articles to words and stems, in a thread of the pool. */
export default inWorker((values: Uint8Array[]) => values.map(searchDocument));
