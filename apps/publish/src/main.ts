import { readSettings } from '#libs/platform';
import { commonSettings, kafkaSettings, main, mongoSettings, runService } from '#libs/service';
import { CONSOLE_HOME } from './console/console.controller.js';
import { PublishConsumerModule, PublishHttpModule } from './publish.module.js';

main(async () => {
  const settings = readSettings({ ...commonSettings, ...kafkaSettings, ...mongoSettings }, process.env);
  await runService({
    name: 'publish',
    settings,
    mongo: settings,
    http: PublishHttpModule,
    home: CONSOLE_HOME,
    consumers: () => ({ module: PublishConsumerModule, preparations: [] }),
  });
});
