import { languageTopic } from '#libs/contracts';
import { readSettings } from '#libs/platform';
import {
  accessSettings,
  commonSettings,
  kafkaSettings,
  languageTopicSettings,
  main,
  mongoSettings,
  publishSettings,
  runService,
} from '#libs/service';
import { CONSOLE_HOME } from './console/console.controller.js';
import { publishOptions } from './publish-options.js';
import { PublishConsumerModule, PublishHttpModule } from './publish.module.js';

main(async () => {
  const settings = readSettings(
    {
      ...commonSettings,
      ...accessSettings,
      ...kafkaSettings,
      ...mongoSettings,
      ...languageTopicSettings,
      ...publishSettings,
    },
    process.env,
  );
  const { LANGUAGE_TOPICS: languages } = settings;
  await runService({
    name: 'publish',
    settings,
    mongo: settings,
    http: PublishHttpModule.with(publishOptions(settings)),
    home: CONSOLE_HOME,
    consumers: () => ({
      module: PublishConsumerModule.with(languages),
      preparations: [],
      produces: languages.map(languageTopic),
    }),
  });
});
