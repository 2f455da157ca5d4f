import type { Services } from './start.ts';

/** Jest's globalTeardown: ends what set-up started, also after failed tests. */
export default async function teardown(): Promise<void> {
  await (globalThis as { babelwireServices?: Services }).babelwireServices?.stop();
}
