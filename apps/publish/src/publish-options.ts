import type { Settings } from '#libs/platform';
import type { publishSettings } from '#libs/service';

/** How the outputs beside Kafka are served. */
export interface PublishOptions {
  /** Whether an index of words is kept, and `/v1/search` answers. */
  search: boolean;
}

export const PUBLISH_OPTIONS = Symbol('options of publish');

export function publishOptions(settings: Settings<typeof publishSettings>): PublishOptions {
  return { search: settings.SEARCH === 'on' };
}
