import type { Metrics } from '#libs/platform';
import type { Store } from '#libs/store';

/** How much room the store has goes into the metrics, as it is at each scrape. */
export function storeMetrics(metrics: Metrics, store: Store): void {
  metrics.beforeScrape(async () => {
    const space = await store.space();
    if (space === undefined) return;
    metrics.storeDisk.set({ state: 'free' }, space.free);
    metrics.storeDisk.set({ state: 'total' }, space.total);
  });
}
