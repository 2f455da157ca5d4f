import { afterEach } from '@jest/globals';
import type { INestMicroservice } from '@nestjs/common';
import type { TopicSpec } from '#libs/contracts';
import type { MessageLog, OutgoingMessage } from '../src/log.js';
import { consumed, type LineUnderTest, message, type NewLine, serve, type ServiceUnderTest } from './spec-support.js';

/** Lines, logs and services as a test opens them; all are closed after it. */
export interface TestLines {
  /** Topics `in` (with what stands beside it) and `out`, and more if asked for. */
  line: (...topics: TopicSpec[]) => Promise<LineUnderTest>;
  open: (from?: LineUnderTest) => Promise<MessageLog>;
  start: (log: MessageLog, service: ServiceUnderTest) => Promise<INestMicroservice>;
  /** Closes the services; the logs stay open. */
  stopServices: () => Promise<void>;
  /** Closes services and logs, and leaves the lines: as if the processes had ended. */
  stopAll: () => Promise<void>;
  numbered: (count: number, topic?: string) => OutgoingMessage[];
}

/** Call it inside a `describe`. */
export function testLines(newLine: NewLine): TestLines {
  const lines: LineUnderTest[] = [];
  let logs: MessageLog[] = [];
  let apps: INestMicroservice[] = [];

  const stopServices = async (): Promise<void> => {
    for (const app of apps) await app.close();
    apps = [];
  };
  const stopAll = async (): Promise<void> => {
    await stopServices();
    for (const log of logs) await log.close();
    logs = [];
  };

  afterEach(async () => {
    await stopAll();
    for (const line of lines.splice(0)) await line.dispose();
  });

  const line = async (...topics: TopicSpec[]): Promise<LineUnderTest> => {
    const opened = await newLine([...consumed('in'), { name: 'out', config: {} }, ...topics]);
    lines.push(opened);
    return opened;
  };
  const open = async (from?: LineUnderTest): Promise<MessageLog> => {
    const log = await (from ?? (await line())).open();
    logs.push(log);
    return log;
  };
  const start = async (log: MessageLog, service: ServiceUnderTest): Promise<INestMicroservice> => {
    const app = await serve(log, service);
    apps.push(app);
    return app;
  };
  const numbered = (count: number, topic = 'in'): OutgoingMessage[] =>
    Array.from({ length: count }, (_, i) => message(topic, `k${i}`, `v${i}`));
  return { line, open, start, stopServices, stopAll, numbered };
}
