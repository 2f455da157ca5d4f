import { apiHelp, apiOptions } from '../api-client.js';
import { none } from '../arguments.js';
import type { Command } from '../command.js';

export const statusCommand: Command = {
  group: 'look',
  summary: 'show on one screen how a running line does',
  help: `babelwire status: what each stage of a running line has before it, how old the oldest of that is, how fast it goes, what it could not
handle; sources that fail; languages of what came last.

Usage: babelwire status [options]

Options:
  --watch            again and again, until Ctrl-C
  --every SECONDS    with --watch: how often (default 2)
${apiHelp}

  rate     messages handled a minute, over the last minute; – until it was measured twice: --watch, or a second call
  waiting  messages that are not handled yet; oldest: how long the first of them has waited
  retry    messages that failed for a passing reason and will be tried again
  dead     messages that could not be handled and wait for a person (babelwire dlq list)

Examples:
  babelwire status --watch
  babelwire status --json | jq '.stages[] | select(.state == "stalled")'

Exit code: 0 when the line is well, 1 when it is down, a stage stands still, or dead letters wait; 2 when the command line is wrong.
`,
  options: { ...apiOptions, watch: { type: 'boolean', default: false }, every: { type: 'string', default: '2' } },
  check: none,
  run: async (_, values) => (await import('./status.js')).status(values),
};
