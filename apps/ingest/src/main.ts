import { readSettings } from '#libs/platform';
import {
  accessSettings,
  commonSettings,
  fetchSettings,
  ingestSettings,
  kafkaSettings,
  main,
  mongoSettings,
  runService,
} from '#libs/service';
import { acquisitionOptions } from './acquisition.js';
import { IngestConsumerModule, IngestHttpModule } from './ingest.module.js';

main(async () => {
  const own = { ...ingestSettings, ...fetchSettings };
  const settings = readSettings(
    { ...commonSettings, ...accessSettings, ...kafkaSettings, ...mongoSettings, ...own },
    process.env,
  );
  await runService({
    name: 'ingest',
    settings,
    mongo: settings,
    // Pages that are sent and captures that wait need no store; only sources do.
    isReadyWithoutStore: true,
    http: IngestHttpModule.with({ ...acquisitionOptions(settings), maxBacklog: settings.MAX_BACKLOG }),
    maxBodyBytes: settings.MAX_BODY_BYTES,
    consumers: () => ({ module: IngestConsumerModule, preparations: [] }),
  });
});
