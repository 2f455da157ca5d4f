import { parseArgs } from 'node:util';
import { BabelwireError } from '#libs/contracts';
import { GROUPS, type Values } from './command.js';
import { commands } from './commands.js';
import { EXIT } from './exit-codes.js';

const general = `babelwire: multilingual news pages in, clean, language-tagged, de-duplicated articles out.

Usage: babelwire COMMAND [options]        (npm start -- [options] is babelwire start [options])

${Object.keys(GROUPS).map(listOf).join('\n\n')}

babelwire COMMAND --help explains a command, with examples.
`;

function listOf(group: string): string {
  const lines = Object.entries(commands)
    .filter(([, command]) => command.group === group)
    .map(([name, { summary }]) => `  ${name.padEnd(10)} ${summary}`);
  return [`${GROUPS[group as keyof typeof GROUPS]}:`, ...lines].join('\n');
}

/** Runs one command. Everything it reports goes to standard error but results, so that \`--json\` can be piped. */
export async function main(argv: string[]): Promise<void> {
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(general);
    process.exitCode = name === undefined ? EXIT.usage : EXIT.ok;
    return;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    process.stderr.write(`babelwire: there is no command "${name}"\n\n${general}`);
    process.exitCode = EXIT.usage;
    return;
  }
  let parsed;
  try {
    parsed = parseArgs({
      args: rest,
      options: { ...command.options, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    });
    if (parsed.values.help !== true) command.check?.(parsed.positionals);
  } catch (error) {
    process.stderr.write(`babelwire ${name}: ${messageOf(error)}\nbabelwire ${name} --help explains it.\n`);
    process.exitCode = EXIT.usage;
    return;
  }
  if (parsed.values.help === true) {
    const environment = await command.environment?.();
    process.stdout.write(environment === undefined ? command.help : `${command.help}${environment}\n`);
    return;
  }
  const { 'api-key-file': keyFile } = parsed.values as Values;
  if (typeof keyFile === 'string') {
    // What the command line says counts, and not what happens to be in the environment.
    delete process.env.BABELWIRE_API_KEY;
    process.env.BABELWIRE_API_KEY_FILE = keyFile;
  }
  try {
    await command.run(parsed.positionals, parsed.values);
  } catch (error) {
    process.stderr.write(`babelwire ${name}: ${messageOf(error)}\n`);
    const isUsage = error instanceof BabelwireError && error.code === 'usage';
    // Something may still be open (a port, a lock): a command that failed does not stay.
    process.exit(isUsage ? EXIT.usage : (command.failureCode ?? EXIT.failed));
  }
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // Where it happened helps only with what nobody foresaw.
  return error instanceof BabelwireError && error.code !== 'unexpected'
    ? error.message
    : (error.stack ?? error.message);
}
