/**
 * Pairs of equal articles at the same moment through real Kafka, the giver of verdicts killed again and again.
 *
 *   npm run bench:pairs -- [--pairs 100000] [--kills 10] [--replicas 3] [--seed 1]
 */
import { parseArgs } from 'node:util';
import { startServices } from '../services/start.ts';
import { racePairs } from '../support/pairs.js';

const { values } = parseArgs({
  options: {
    pairs: { type: 'string', default: '100000' },
    kills: { type: 'string', default: '10' },
    replicas: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
  },
});

const services = await startServices();
process.env.MONGODB_URI ??= services.mongodbUri;
const brokers = process.env.KAFKA_BROKERS ?? services.kafkaBrokers;
if (brokers === undefined) throw new Error(`Kafka is needed:\n  ${services.missing.join('\n  ')}`);
try {
  const result = await racePairs({
    brokers,
    pairs: Number(values.pairs),
    kills: Number(values.kills),
    replicas: Number(values.replicas),
    seed: Number(values.seed),
    say: (text) => process.stderr.write(`${text}\n`),
  });
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  const { twoOriginals, noOriginal, lost, twice } = result;
  process.exitCode = twoOriginals + noOriginal + lost + twice === 0 ? 0 : 1;
} finally {
  await services.stop();
}
