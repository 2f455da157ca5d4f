import type { Command } from '../command.js';
import type { Shell } from './shells.js';

/** A command as shells complete it. */
interface Completed {
  name: string;
  summary: string;
  actions: readonly string[];
  options: { name: string; short?: string; takesValue: boolean; values?: readonly string[] }[];
}

/** A script that has the shell complete these commands; made of the table, so that it knows what they know. */
export function completionFor(shell: Shell, commands: Record<string, Command>): string {
  const all = Object.entries(commands).map(([name, command]) => completed(name, command));
  return { bash, zsh, fish }[shell](all);
}

function completed(name: string, { summary, actions = [], options, completes }: Command): Completed {
  const own = Object.entries(options).map(([option, { type, short }]) => {
    const values = completes?.options[option];
    return {
      name: option,
      takesValue: type === 'string',
      ...(short === undefined ? {} : { short }),
      ...(values === undefined ? {} : { values }),
    };
  });
  return { name, summary, actions, options: [...own, { name: 'help', short: 'h', takesValue: false }] };
}

const words = (list: readonly string[]): string => list.join(' ');
const flags = ({ options }: Completed): string => words(options.map(({ name }) => `--${name}`));

/** Words before the one that is completed: the command, then perhaps an option that wants a value. */
const bash = (all: Completed[]): string => `# bash completion of babelwire; made by: babelwire completion bash
_babelwire() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD - 1]}"
  local command="\${COMP_WORDS[1]}" options="" actions="" values="" valued=""
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${words(all.map(({ name }) => name))} --help" -- "$current"))
    return
  fi
  case "$command" in
${all.map(bashCase).join('\n')}
  *) return ;;
  esac
  if [[ " $valued " == *" $previous "* ]]; then
    if [ -n "$values" ]; then COMPREPLY=($(compgen -W "$values" -- "$current")); else COMPREPLY=($(compgen -f -- "$current")); fi
  elif [[ "$current" == -* ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$current"))
  elif [ "$COMP_CWORD" -eq 2 ] && [ -n "$actions" ]; then
    COMPREPLY=($(compgen -W "$actions" -- "$current"))
  else
    COMPREPLY=($(compgen -f -- "$current"))
  fi
}
complete -o filenames -F _babelwire babelwire
`;

function bashCase(command: Completed): string {
  const valued = words(command.options.flatMap(({ name, takesValue }) => (takesValue ? [`--${name}`] : [])));
  const chosen = command.options.flatMap(({ name, values }) =>
    values === undefined ? [] : [`--${name}) values="${words(values)}" ;;`],
  );
  const values = chosen.length === 0 ? '' : `\n    case "$previous" in ${chosen.join(' ')} esac`;
  return `  ${command.name})
    options="${flags(command)}" actions="${words(command.actions)}" valued="${valued}"${values}
    ;;`;
}

/** In single quotes, for zsh and fish. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
const inFish = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

const zsh = (all: Completed[]): string => `#compdef babelwire
# zsh completion of babelwire; made by: babelwire completion zsh
_babelwire() {
  local -a commands
  if (( CURRENT == 2 )); then
    commands=(
${all.map(({ name, summary }) => `      ${quoted(`${name}:${summary.replaceAll(':', '\\:')}`)}`).join('\n')}
    )
    _describe 'command' commands
    return
  fi
  case "$words[2]" in
${all.map(zshCase).join('\n')}
  esac
}
if [ "$funcstack[1]" = "_babelwire" ]; then _babelwire "$@"; else compdef _babelwire babelwire; fi
`;

function zshCase(command: Completed): string {
  const specs = command.options.map(({ name, takesValue, values }) => {
    const value = values === undefined ? '_files' : `(${words(values)})`;
    return `'--${name}${takesValue ? `=:value:${value}` : ''}'`;
  });
  const first =
    command.actions.length === 0 ? "'*:file:_files'" : `'1:action:(${words(command.actions)})' '*:file:_files'`;
  // The words of the command alone, as if it were a program.
  return `  ${command.name}) shift words; (( CURRENT-- )); _arguments ${specs.join(' ')} ${first} ;;`;
}

const fish = (all: Completed[]): string => `# fish completion of babelwire; made by: babelwire completion fish
complete -c babelwire -n __fish_use_subcommand -f -l help -s h
${all.map(fishLines).join('\n')}
`;

function fishLines({ name, summary, actions, options }: Completed): string {
  const within = `complete -c babelwire -n '__fish_seen_subcommand_from ${name}'`;
  return [
    `complete -c babelwire -n __fish_use_subcommand -f -a ${name} -d ${inFish(summary)}`,
    ...(actions.length === 0 ? [] : [`${within} -a ${inFish(words(actions))}`]),
    ...options.map(({ name: option, short, takesValue, values }) => {
      const value = values === undefined ? (takesValue ? ' -r' : '') : ` -x -a ${inFish(words(values))}`;
      return `${within} -l ${option}${short === undefined ? '' : ` -s ${short}`}${value}`;
    }),
  ].join('\n');
}
