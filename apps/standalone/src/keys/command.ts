import { SCOPES } from '#libs/contracts';
import { apiHelp, apiOptions } from '../api-client.js';
import type { Command } from '../command.js';

/** Actions, with how many arguments each takes. */
const ACTIONS: Record<string, number> = { create: 0, list: 0, rotate: 1, revoke: 1 };

function check([action, ...rest]: string[]): void {
  const names = Object.keys(ACTIONS).join(', ');
  if (action === undefined) throw new Error(`say what to do: ${names}`);
  const wanted = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined;
  if (wanted === undefined) throw new Error(`there is no "keys ${action}"; there are ${names}`);
  if (rest.length !== wanted)
    throw new Error(`keys ${action} takes ${wanted === 0 ? 'no argument' : 'the id of a key'}`);
}

export const keysCommand: Command = {
  group: 'access',
  summary: 'make, list, rotate and revoke keys of the API',
  help: `babelwire keys: who may use the API of a line, and for what.

Usage: babelwire keys create --name NAME --scope SCOPE… [--expires 90d] [options]
       babelwire keys list [options]
       babelwire keys rotate ID [--overlap 24h] [options]
       babelwire keys revoke ID [options]

  create   makes a key and prints it, once: it is kept as a hash, and nobody can tell it again
  list     all of them, with scopes, state and last use
  rotate   makes a key in the place of another, which still opens for a while
  revoke   ends a key for good: no replica takes it after five seconds

Scopes: read (look at articles, sources, state), ingest (send pages, and nothing else), admin (everything).

Options:
  --name NAME        who or what gets the key
  --scope SCOPE      ${SCOPES.join(', ')}; may be given more than once, or with commas
  --expires SPAN     when it ends: 90m, 36h, 90d from now (default: never)
  --overlap SPAN     how long the old key still opens (default 24h)
  --direct           in the store itself, without a running line and without a key: for the first key, and when all are
                     lost. MongoDB as below, or with --data
  --data DIR         with --direct: the embedded line in this folder
${apiHelp}

Examples:
  babelwire keys create --name crawler --scope ingest --expires 90d
  babelwire keys create --name ops --scope admin --direct --data ./data
  babelwire keys list
  babelwire keys rotate 3k9v0q2m7x --overlap 1h

Exit code: 0 when it was done, 1 when not, 2 when the command line is wrong.

Environment (with --direct, without --data):
`,
  environment: async () => (await import('../environment.js')).environment.mongo,
  options: {
    ...apiOptions,
    name: { type: 'string' },
    scope: { type: 'string', multiple: true },
    expires: { type: 'string' },
    overlap: { type: 'string' },
    direct: { type: 'boolean', default: false },
    data: { type: 'string' },
  },
  actions: Object.keys(ACTIONS),
  check,
  run: async (positionals, values) => (await import('./keys.js')).keys(positionals, values),
};
