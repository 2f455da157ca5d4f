import { readSettings } from '#libs/platform';
import { accessSettings, commonSettings, dedupSettings, kafkaSettings, main, runService } from '#libs/service';
import { DedupConsumerModule } from './dedup.module.js';
import { ResolverState } from './resolver-state.js';

main(async () => {
  const settings = readSettings(
    { ...commonSettings, ...accessSettings, ...kafkaSettings, ...dedupSettings },
    process.env,
  );
  await runService({
    name: 'dedup',
    settings,
    consumers: (log) => {
      const state = new ResolverState(log, settings.DEDUP_WINDOW_HOURS * 3600 * 1000);
      return { module: DedupConsumerModule.with(state), preparations: [state] };
    },
  });
});
