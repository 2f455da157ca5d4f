import { readFileSync } from 'node:fs';
import { BabelwireError } from '#libs/contracts';

/** One row of a service's configuration table. */
export interface Setting<T> {
  /** What it means, its unit, and when to change it: one or two sentences. */
  doc: string;
  /** Shown in help and in error messages, e.g. `host:port,host:port`. */
  form: string;
  /** Not there: the setting is required. */
  default?: T;
  /** Never printed, and also read from the file that `<NAME>_FILE` names. */
  secret?: boolean;
  /** Also read from the file that `<NAME>_FILE` names, as a secret is. */
  inFile?: boolean;
  /**
   * What is wrong with the value beside the others, if anything: completes "NAME …". Those that could not be read are not
   * among the others.
   */
  disagrees?(value: T, others: Readonly<Record<string, unknown>>): string | undefined;
  /** Throws an Error whose message completes "NAME …", e.g. "must be a whole number". */
  parse(text: string): T;
}

export type SettingsTable = Record<string, Setting<unknown>>;
export type Settings<T extends SettingsTable> = { readonly [K in keyof T]: T[K] extends Setting<infer V> ? V : never };

type Options<T> = Omit<Setting<T>, 'parse' | 'form'> & { form?: string };

export const setting = {
  text: (options: Options<string>): Setting<string> => ({ form: 'text', ...options, parse: (text) => text }),

  list: (options: Options<string[]>): Setting<string[]> => ({
    form: 'a,b,c',
    ...options,
    parse: (text) => {
      const items = text
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== '');
      if (items.length === 0) throw new Error('must name at least one');
      return items;
    },
  }),

  integer: (options: Options<number> & { min?: number; max?: number }): Setting<number> => ({
    form: 'number',
    ...options,
    parse: (text) => {
      const value = Number(text);
      const { min = 0, max = Number.MAX_SAFE_INTEGER } = options;
      if (!/^-?\d+$/.test(text.trim()) || value < min || value > max) {
        throw new Error(`must be a whole number from ${min} to ${max}`);
      }
      return value;
    },
  }),

  numbers: (options: Options<number[]> & { min: number; max: number }): Setting<number[]> => ({
    form: 'number,number',
    ...options,
    parse: (text) => {
      const { min, max } = options;
      const values = text.split(',').map((item) => (item.trim() === '' ? Number.NaN : Number(item)));
      if (values.every((value) => value >= min && value <= max)) return values;
      throw new Error(`must be numbers from ${min} to ${max}, with commas between them`);
    },
  }),

  choice: <const V extends string>(values: readonly V[], options: Options<V>): Setting<V> => ({
    form: values.join('|'),
    ...options,
    parse: (text) => {
      const found = values.find((value) => value === text.trim());
      if (found === undefined) throw new Error(`must be one of ${values.join(', ')}`);
      return found;
    },
  }),
};

/**
 * Reads a table from the environment. Throws `invalid-configuration` naming every fault at once, so that an operator
 * mends them in one go. An empty variable counts as not set.
 */
export function readSettings<T extends SettingsTable>(table: T, env: NodeJS.ProcessEnv): Settings<T> {
  const faults: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, row] of Object.entries(table)) {
    try {
      const text = textOf(name, row, env);
      if (text !== undefined) values[name] = row.parse(text);
      else if ('default' in row) values[name] = row.default;
      else throw new Error(`is not set; expected ${row.form}: ${row.doc}`);
    } catch (error) {
      faults.push(`${name} ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  for (const [name, row] of Object.entries(table)) {
    const fault = name in values ? row.disagrees?.(values[name], values) : undefined;
    if (fault !== undefined) faults.push(`${name} ${fault}`);
  }
  if (faults.length > 0) {
    const text = `the configuration has ${faults.length} fault(s):\n  ${faults.join('\n  ')}`;
    throw new BabelwireError('invalid-configuration', 'poison', text);
  }
  return values as Settings<T>;
}

/** Whether `<NAME>_FILE` may name a file with the value. */
export const isInFile = ({ secret, inFile }: Setting<unknown>): boolean => secret === true || inFile === true;

function textOf(name: string, row: Setting<unknown>, env: NodeJS.ProcessEnv): string | undefined {
  const direct = env[name];
  const file = isInFile(row) ? env[`${name}_FILE`] : undefined;
  if (direct && file) throw new Error(`and ${name}_FILE are both set; set one of them`);
  if (!file) return direct === '' ? undefined : direct;
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw new Error(`could not be read from ${name}_FILE: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}

/** The table as text, a paragraph a setting, for `--help` and the reference. */
export function describeSettings(table: SettingsTable): string {
  return Object.entries(table)
    .map(([name, row]) => {
      const given = 'default' in row ? `default ${row.secret === true ? 'hidden' : String(row.default)}` : 'required';
      return `  ${name} (${row.form}; ${given})\n      ${row.doc}`;
    })
    .join('\n');
}
