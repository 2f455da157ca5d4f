import { findChromium } from './chromium.ts';
import { startServices, type Services } from './start.ts';

/**
 * Jest's globalSetup of the project `services`. It runs as CommonJS outside Jest's own resolver, which is why the files
 * behind it import each other with `.ts` endings and use no `import.meta`.
 */
export default async function setup(): Promise<void> {
  const services = await startServices();
  // Teardown is a separate module in the same process.
  (globalThis as { babelwireServices?: Services }).babelwireServices = services;
  if (services.kafkaBrokers) process.env.KAFKA_BROKERS = services.kafkaBrokers;
  if (services.mongodbUri) process.env.MONGODB_URI = services.mongodbUri;
  const missing = [...services.missing];
  await findChromium().then(
    (path) => (process.env.CHROMIUM_PATH = path),
    (error: unknown) => missing.push(`no Chromium (${error instanceof Error ? error.message : String(error)})`),
  );
  if (missing.length === 0) return;
  const reasons = missing.join('\n  ');
  if (process.env.CI === 'true') {
    await services.stop();
    throw new Error(`the tests on real services can't run:\n  ${reasons}`);
  }
  if (services.missing.length > 0) process.env.BABELWIRE_NO_SERVICES = '1';
  process.env.BABELWIRE_NO_SERVICES_REASON = reasons;
  process.stderr.write(
    `\n!!! TESTS ON REAL SERVICES WILL BE SKIPPED\n  ${reasons}\n` +
      `  Start Docker, or install Java with Maven and Python with pip, or set KAFKA_BROKERS and MONGODB_URI;\n  the console is tested in Chromium.\n\n`,
  );
}
