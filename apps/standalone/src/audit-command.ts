import { apiHelp, apiOptions } from './api-client.js';
import type { Command } from './command.js';

export const auditCommand: Command = {
  group: 'access',
  summary: 'say who did what with admin rights',
  help: `babelwire audit: acts with admin rights on a running line, the latest first: sources, decisions, dead letters, keys.

Usage: babelwire audit [options]

Options:
  --by ID            acts with this key; environment for API_KEY, local where no key is asked for
  --action NAME      acts of this kind, e.g. keys.revoke, sources.remove, decisions.make
  --since TIME       at or after TIME: RFC 3339, or so long ago: 90m, 36h, 7d
  --limit N          so many (default 100, at most 500)
${apiHelp}

Examples:
  babelwire audit --since 24h
  babelwire audit --action keys.revoke --json

An act that is "begun" was cut off, and may or may not have been done. Entries are kept for 400 days.
`,
  options: {
    ...apiOptions,
    by: { type: 'string' },
    action: { type: 'string' },
    since: { type: 'string' },
    limit: { type: 'string', default: '100' },
  },
  check: (positionals) => {
    if (positionals.length > 0) throw new Error(`takes no arguments, but was given: ${positionals.join(' ')}`);
  },
  run: async (positionals, values) => (await import('./audit.js')).audit(positionals, values),
};
