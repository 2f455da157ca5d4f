import { apiHelp, apiOptions } from '../api-client.js';
import { none } from '../arguments.js';
import type { Command } from '../command.js';
import { TAIL_TYPES } from './types.js';

export const tailCommand: Command = {
  group: 'look',
  summary: 'show articles and stories as they are published',
  help: `babelwire tail: what a running line publishes, as it comes, one event a line, until Ctrl-C. When the connection breaks it comes
back and goes on where it was: every event once.

Usage: babelwire tail [options]

Options:
  --language TAGS    articles in these languages, and stories told in one of them, e.g. uk,en; en means en-GB as well
  --source IDS       articles of these sources; stories, which have none, are left out
  --type TYPES       ${TAIL_TYPES.join(', ')} (default: all)
  --since TIME       first what was published at or after TIME, as far as the topics keep it (of every article at least the latest
                     version): RFC 3339, or so long ago: 90m, 36h, 7d
  --limit N          end after N events
  --state FILE       keep the place in FILE, and go on from the place that is kept there
${apiHelp.replace('print the answer as JSON', 'the events themselves (CloudEvents), one JSON document a line')}

Examples:
  babelwire tail --language uk,ru --type created
  babelwire tail --json --since 24h | jq -r .data.headline
  babelwire tail --json --state wire.place >> wire.ndjson

Exit code: 0 when it was ended or had shown N events, 1 when it can't go on, 2 when the command line is wrong.
`,
  options: {
    ...apiOptions,
    language: { type: 'string' },
    source: { type: 'string' },
    type: { type: 'string' },
    since: { type: 'string' },
    limit: { type: 'string' },
    state: { type: 'string' },
  },
  completes: { options: { type: TAIL_TYPES } },
  check: none,
  run: async (_, values) => (await import('./tail.js')).tail(values),
};
