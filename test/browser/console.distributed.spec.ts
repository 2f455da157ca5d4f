import type { OutgoingMessage } from '#libs/messaging';
import { describeWithServicesAndChromium } from '../services/index.js';
import { DistributedLineUnderTest } from '../support/lines.js';
import { consoleSuite } from './console-suite.js';

describeWithServicesAndChromium('the console, on the distributed line', () => {
  const start = async (env: Record<string, string>, messages: OutgoingMessage[]) => {
    const line = await DistributedLineUnderTest.start('console', { env });
    await line.smuggle(messages);
    return line;
  };
  consoleSuite(start, { asksForKey: true });
});
