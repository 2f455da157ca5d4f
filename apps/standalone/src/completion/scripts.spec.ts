import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { commands } from '../commands.js';
import { completionFor } from './scripts.js';

const isThere = (program: string): boolean => spawnSync(program, ['-c', 'true']).status === 0;

/** `it` where the shell is installed; else a visible skip. */
const inShell = (shell: string): typeof it => {
  if (isThere(shell)) return it;
  process.stderr.write(`SKIPPED, no ${shell}: its completion is not tried\n`);
  return it.skip as typeof it;
};

/** What bash itself offers when Tab is pressed behind the last of the words. */
function offered(...typed: string[]): string[] {
  const script = `${completionFor('bash', commands)}
COMP_WORDS=(${typed.map((word) => `'${word}'`).join(' ')})
COMP_CWORD=${typed.length - 1}
_babelwire
printf '%s\\n' "\${COMPREPLY[@]}"`;
  const out = execFileSync('bash', ['--norc', '-c', script], { encoding: 'utf8' });
  return out.split('\n').filter((word) => word !== '');
}

describe('completion', () => {
  inShell('bash')('has bash offer commands', () => {
    expect(offered('babelwire', 'do')).toEqual(['doctor']);
    expect(offered('babelwire', '')).toEqual([...Object.keys(commands), '--help']);
  });

  inShell('bash')('has bash offer the options of a command, its actions, and values', () => {
    expect(offered('babelwire', 'doctor', '--no')).toEqual(['--no-article']);
    expect(offered('babelwire', 'tail', '--l')).toEqual(['--language', '--limit']);
    expect(offered('babelwire', 'webhooks', 're')).toEqual(['resume', 'remove']);
    expect(offered('babelwire', 'sources', 'p')).toEqual(['pause']);
    expect(offered('babelwire', 'tail', '--type', 'c')).toEqual(['created', 'canceled']);
    expect(offered('babelwire', 'nothing', '--')).toEqual([]);
  });

  inShell('bash')('has bash offer files where a file is meant', () => {
    expect(offered('babelwire', 'run', 'package.j')).toEqual(['package.json']);
    expect(offered('babelwire', 'doctor', '--data', 'package.j')).toEqual(['package.json']);
  });

  inShell('zsh')('is a script that zsh can read', () => {
    expect(spawnSync('zsh', ['-n'], { input: completionFor('zsh', commands) }).status).toBe(0);
  });

  inShell('fish')('is a script that fish can read', () => {
    expect(spawnSync('fish', ['-n'], { input: completionFor('fish', commands) }).status).toBe(0);
  });

  it('knows every command and every option, in each shell', () => {
    for (const shell of ['bash', 'zsh', 'fish'] as const) {
      const script = completionFor(shell, commands);
      for (const [name, { options }] of Object.entries(commands)) {
        expect(script).toContain(name);
        for (const option of Object.keys(options))
          expect(script).toContain(shell === 'fish' ? `-l ${option}` : `--${option}`);
      }
    }
  });
});

describe('the help of every command', () => {
  it.each(Object.entries(commands))('of %s shows examples, and explains every option', (name, { help, options }) => {
    expect(help).toMatch(/^babelwire /);
    expect(help).toMatch(/^Examples:\n {2}\S/m);
    for (const option of Object.keys(options)) expect(help).toContain(`--${option}`);
    expect(help).toContain(`babelwire ${name}`);
  });
});
