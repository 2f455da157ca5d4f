import { readSettings } from '#libs/platform';
import { commonSettings, ingestSettings, kafkaSettings, main, runService } from '#libs/service';
import { IngestConsumerModule, IngestHttpModule } from './ingest.module.js';

main(async () => {
  const settings = readSettings({ ...commonSettings, ...kafkaSettings, ...ingestSettings }, process.env);
  await runService({
    name: 'ingest',
    settings,
    http: IngestHttpModule,
    maxBodyBytes: settings.MAX_BODY_BYTES,
    consumers: () => ({ module: IngestConsumerModule, preparations: [] }),
  });
});
