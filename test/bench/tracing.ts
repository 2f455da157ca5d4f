/**
 * What traces cost where nobody wants them, and where they are made: microseconds a message, of a handler's call and of what
 * follows from it.
 */
import { parseArgs } from 'node:util';
import { Handling, inTrace, startTracing } from '#libs/tracing';
import { OtlpReceiver } from '../support/otlp-receiver.js';

const ROUNDS = 400;
const BATCH = 500;

const { values } = parseArgs({ options: { sent: { type: 'boolean', default: false } } });
const receiver = values.sent ? await OtlpReceiver.start() : undefined;
const nothing = (): void => undefined;
const close = await startTracing({
  service: 'bench',
  endpoint: receiver?.endpoint ?? '',
  ratio: 1,
  sent: nothing,
  failed: nothing,
  say: (text) => process.stderr.write(`${text}\n`),
});

const messages = Array.from({ length: BATCH }, (_, i) => ({
  ...inTrace({ topic: 'in', headers: {} }),
  partition: 0,
  offset: String(i),
  key: `k${i}`,
}));
const outputs = messages.map(({ key }) => ({ topic: 'out', key, headers: {} }));

function perMessage(size: number): number {
  const began = performance.now();
  let count = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let at = 0; at < BATCH; at += size) {
      const handling = new Handling('bench', 'bench', messages.slice(at, at + size), () => ({}));
      handling.run(nothing);
      handling.follow(outputs.slice(at, at + size));
      handling.end();
      count += size;
    }
  }
  return ((performance.now() - began) * 1000) / count;
}

for (const size of [1, BATCH]) {
  perMessage(size);
  process.stdout.write(
    `${values.sent ? 'sent' : 'off'}, ${size} at once: ${perMessage(size).toFixed(2)} µs a message\n`,
  );
}
await close();
await receiver?.close();
