import type { Command } from '../command.js';
import { type Shell, SHELLS } from './shells.js';

/** @param all every command but this one, by name; asked for when it runs, since this one is among them */
export const completionCommand = (all: () => Record<string, Command>): Command => ({
  group: 'begin',
  summary: 'print what makes a shell complete commands and options',
  help: `babelwire completion: a script for a shell, which then completes commands, their actions and options at Tab.

Usage: babelwire completion ${SHELLS.join('|')}

Options:
  -h, --help         this text

Examples:
  source <(babelwire completion bash)                                     # this shell; or in ~/.bashrc
  babelwire completion zsh > "\${fpath[1]}/_babelwire"
  babelwire completion fish > ~/.config/fish/completions/babelwire.fish

It completes the word babelwire: put apps/standalone/bin/babelwire.js on the PATH by that name (npm link), or give it an alias.
`,
  options: {},
  actions: SHELLS,
  check: (shells) => {
    if (shells.length === 1 && SHELLS.some((shell) => shell === shells[0])) return;
    throw new Error(`name one shell: ${SHELLS.join(', ')}`);
  },
  run: async ([shell = '']) => {
    const { completionFor } = await import('./scripts.js');
    process.stdout.write(completionFor(shell as Shell, all()));
  },
});
