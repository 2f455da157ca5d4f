import { Metrics } from '#libs/platform';

const cell = (text: string): string => text.replaceAll('|', '\\|');

/** The metrics of the services as a Markdown table, made of the registry that they are in. */
export async function metricsReference(): Promise<string> {
  const { registry } = new Metrics({ service: 'any' });
  const described = await registry.getMetricsAsJSON();
  const own = described.filter(({ name }) => name.startsWith('babelwire_'));
  const rows = own.map(({ name, help, type }) => {
    const labels = labelsOf(registry.getSingleMetric(name)).map((label) => `\`${label}\``);
    return `| \`${name}\` | ${String(type)} | ${labels.join(', ')} | ${cell(help)} |`;
  });
  return `| metric | kind | labels | meaning |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n`;
}

/** prom-client keeps the names and does not declare them. */
function labelsOf(metric: unknown): string[] {
  const { labelNames } = metric as { labelNames?: unknown };
  return Array.isArray(labelNames) ? labelNames.filter((name) => typeof name === 'string') : [];
}
