import {
  brokerAwayAtStart,
  crashedConsumer,
  drain,
  hangingHandler,
  type Recovery,
  RecoveringLine,
  serverRestart,
} from './recovery.js';

/** Everything that can go wrong and be put right, at full length, one after the other on one line. */
export async function allRecoveries(say: (text: string) => void): Promise<Record<string, Recovery>> {
  const recovering = await RecoveringLine.start();
  const results: Record<string, Recovery> = {};
  const steps: [string, () => Promise<Recovery>][] = [
    ['broker away 10 s', () => serverRestart(recovering, 'kafka', 10)],
    ['mongod away 10 s', () => serverRestart(recovering, 'mongod', 10)],
    ['mongod away 60 s', () => serverRestart(recovering, 'mongod', 60)],
    ['broker away at the start, 30 s', () => brokerAwayAtStart(recovering, 30)],
    ['SIGTERM with 300 pages sent', () => drain(recovering, 300)],
    ['a handler of language hangs', () => hangingHandler(recovering, 'language', 5)],
    ['a handler of publish hangs', () => hangingHandler(recovering, 'publish', 5)],
    ['the consumer of language crashes', () => crashedConsumer(recovering, 'language')],
  ];
  try {
    for (const [name, step] of steps) {
      say(`${name} …`);
      results[name] = await step();
      say(`  ${JSON.stringify(results[name])}`);
    }
    return results;
  } finally {
    await recovering.stop();
  }
}
