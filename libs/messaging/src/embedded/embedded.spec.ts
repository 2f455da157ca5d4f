import { describe } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messagingContract } from '../contract-suite.js';
import { EmbeddedLog } from './embedded-log.js';

describe('the embedded log', () => {
  messagingContract(async (topics) => {
    const folder = await mkdtemp(join(tmpdir(), 'babelwire-log-'));
    return {
      open: () => Promise.resolve(EmbeddedLog.open(folder, topics)),
      dispose: () => rm(folder, { recursive: true }),
    };
  });
});
