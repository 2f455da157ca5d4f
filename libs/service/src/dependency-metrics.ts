import { type HealthCheck, type Metrics, Readiness } from '#libs/platform';

/** Whether each dependency answers goes into the metrics, as it is at each scrape. */
export function dependencyMetrics(metrics: Metrics, checks: HealthCheck[]): void {
  const readiness = new Readiness(checks);
  metrics.beforeScrape(async () => {
    for (const [dependency, result] of Object.entries(await readiness.outcomes())) {
      metrics.dependencies.set({ dependency }, result === 'ok' ? 1 : 0);
    }
  });
}
