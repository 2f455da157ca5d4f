import type { ParseArgsConfig } from 'node:util';

/** Options as the command line gave them. */
export type Values = Record<string, string | boolean | (string | boolean)[] | undefined>;

export interface Command {
  /** One line for the list of commands. */
  summary: string;
  /** Everything about it, for `--help`. */
  help: string;
  options: NonNullable<ParseArgsConfig['options']>;
  /** Throws when the arguments make no sense. */
  check?: (positionals: string[]) => void;
  /** Its exit code when it fails; 1, if not given. */
  failureCode?: number;
  run: (positionals: string[], values: Values) => Promise<void>;
}
