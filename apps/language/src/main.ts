import { readSettings } from '#libs/platform';
import { accessSettings, commonSettings, kafkaSettings, main, runService } from '#libs/service';
import { LanguageConsumerModule } from './language.module.js';

main(async () => {
  await runService({
    name: 'language',
    settings: readSettings({ ...commonSettings, ...accessSettings, ...kafkaSettings }, process.env),
    consumers: () => ({ module: LanguageConsumerModule, preparations: [] }),
  });
});
