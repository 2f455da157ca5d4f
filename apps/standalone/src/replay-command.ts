import type { Command } from './command.js';

export const replay: Command = {
  group: 'mend',
  summary: 'send pages that are still in the log through the line again, or see what would change',
  help: `babelwire replay: takes the pages of news.captures.v1, as long as they are retained (7 days by default), in the
order in which they came.

Usage: babelwire replay [selection] [--json]                      through the line again
       babelwire replay [selection] --dry-run [--json]            what would change, against the store
       babelwire replay [selection] --into DIR                    into a new embedded line
       babelwire replay [selection] --into-prefix PREFIX          into a new line on Kafka

The same page gives the same ids. Where nothing changed, nothing comes of it; where the line has learnt to read a page
better, its articles get new versions. With --dry-run and --into… the pages go one after the other through a line in
this process, each at the time when it came, so that versions, verdicts and stories are those of then.

For --into-prefix, run babelwire setup with the new KAFKA_PREFIX first, and start its services afterwards: publish then
fills the store that its settings name. The pages themselves stay where they are.

Selection:
  --since TIME      taken at or after TIME: RFC 3339, or so long ago: 90m, 36h, 7d
  --until TIME      taken before TIME
  --source ID       pages of this source

Options:
  --data DIR        the line in this folder, which must not be running. Without it: the line on Kafka, see below
  --json            one JSON document on standard output
  -h, --help        this text

Examples:
  babelwire replay --dry-run --since 24h --source news.example
  babelwire replay --data ./data --dry-run
  babelwire replay --data ./data --into ./rebuilt

Exit code: 0 when it was done, 1 when it failed, 2 when the command line is wrong.

Environment (brokers and MongoDB without --data; MongoDB for --dry-run alone):
`,
  environment: async () => (await import('./environment.js')).environment.replay,
  options: {
    since: { type: 'string' },
    until: { type: 'string' },
    source: { type: 'string' },
    data: { type: 'string' },
    into: { type: 'string' },
    'into-prefix': { type: 'string' },
    'dry-run': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
  check: (positionals) => {
    if (positionals.length > 0) throw new Error(`takes no arguments, but was given: ${positionals.join(' ')}`);
  },
  run: async (positionals, values) => (await import('./replay/replay.js')).replay(positionals, values),
};
