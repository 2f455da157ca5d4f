import { languageTopic } from '#libs/contracts';
import { readSettings } from '#libs/platform';
import {
  accessSettings,
  commonSettings,
  forwardSettings,
  ingestSettings,
  kafkaSettings,
  languageTopicSettings,
  main,
  mongoSettings,
  publishSettings,
  runService,
} from '#libs/service';
import { CONSOLE_HOME } from './console/console.controller.js';
import { ingestUrl } from './forward/forward.module.js';
import { publishOptions } from './publish-options.js';
import { PublishConsumerModule, PublishHttpModule } from './publish.module.js';

main(async () => {
  const { MAX_BODY_BYTES } = ingestSettings;
  const own = { ...accessSettings, ...languageTopicSettings, ...publishSettings, ...forwardSettings, MAX_BODY_BYTES };
  const settings = readSettings({ ...commonSettings, ...kafkaSettings, ...mongoSettings, ...own }, process.env);
  const ingest = ingestUrl(settings.INGEST_URL);
  const { LANGUAGE_TOPICS: languages } = settings;
  await runService({
    name: 'publish',
    settings,
    mongo: settings,
    http: PublishHttpModule.with(publishOptions(settings), ingest),
    home: CONSOLE_HOME,
    ...(ingest === undefined ? {} : { maxBodyBytes: settings.MAX_BODY_BYTES }),
    consumers: () => ({
      module: PublishConsumerModule.with(languages),
      preparations: [],
      produces: languages.map(languageTopic),
    }),
  });
});
