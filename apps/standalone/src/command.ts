import type { ParseArgsConfig } from 'node:util';

/** Options as the command line gave them. */
export type Values = Record<string, string | boolean | (string | boolean)[] | undefined>;

/** What a command is for, in the order of `babelwire --help`. */
export const GROUPS = {
  begin: 'Begin',
  news: 'News, in and out',
  look: 'See how it does',
  mend: 'Mend and correct',
  access: 'Who may do what',
} as const;

export interface Command {
  /** Where it stands in the list of commands. */
  group: keyof typeof GROUPS;
  /** One line for the list of commands. */
  summary: string;
  /** Everything about it, for `--help`. */
  help: string;
  /** What `--help` ends with, loaded when it is asked for: the settings of the environment, from their own tables. */
  environment?: () => Promise<string>;
  options: NonNullable<ParseArgsConfig['options']>;
  /** First arguments that say what to do, where it takes such. */
  actions?: readonly string[];
  /** What the values of options are, where it is one of a few, for completion in a shell. Else they are files. */
  completes?: { options: Record<string, readonly string[]> };
  /** Throws when the arguments make no sense. */
  check?: (positionals: string[]) => void;
  /** Its exit code when it fails; 1, if not given. */
  failureCode?: number;
  run: (positionals: string[], values: Values) => Promise<void>;
}
