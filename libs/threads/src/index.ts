export { inWorker } from './in-worker.js';
export { WorkerPool } from './worker-pool.js';
