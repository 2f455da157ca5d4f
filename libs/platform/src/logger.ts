import { ConsoleLogger, type LogLevel } from '@nestjs/common';
import { logFields } from '#libs/tracing';

export const LOG_LEVELS = ['error', 'warn', 'log', 'debug'] as const;
export type Level = (typeof LOG_LEVELS)[number];

/** Says of each line of JSON which trace and which article, capture or story it is about, where there is one. */
class TracedLogger extends ConsoleLogger {
  protected override getJsonLogObject(
    ...line: Parameters<ConsoleLogger['getJsonLogObject']>
  ): ReturnType<ConsoleLogger['getJsonLogObject']> {
    return { ...super.getJsonLogObject(...line), ...logFields() };
  }
}

/**
 * Nest's own logger: JSON lines for machines, plain text at a terminal. At the default level, `warn`, normal operation
 * is silent.
 */
export function createLogger(options: { level: Level; json: boolean; service: string }): ConsoleLogger {
  const levels: LogLevel[] = ['fatal', ...LOG_LEVELS.slice(0, LOG_LEVELS.indexOf(options.level) + 1)];
  return new TracedLogger(options.service, { json: options.json, logLevels: levels, prefix: 'babelwire' });
}
