import { describeSettings } from '#libs/platform';
import { brokerSettings, dedupSettings, mongoSettings, setupSettings } from '#libs/service';

/** What `--help` says of the environment of the commands that read one. */
export const environment = {
  broker: describeSettings(brokerSettings),
  mongo: describeSettings(mongoSettings),
  rehearse: describeSettings({ ...brokerSettings, ...dedupSettings }),
  replay: describeSettings({ ...brokerSettings, ...mongoSettings, ...dedupSettings }),
  setup: describeSettings(setupSettings),
};
