export { acquisitionOptions, type AcquisitionOptions } from './acquisition.js';
export { captureMessage } from './captures.controller.js';
export { takeIn } from './capture-intake.js';
export { IngestConsumerModule, IngestHttpModule } from './ingest.module.js';
export { CaptureOrigin } from './capture-request.js';
export type { SourceTrial } from './sources/source-trial.js';
export type { SourceView } from './sources/source-view.js';
export type { Trial } from './trial/trial.js';
