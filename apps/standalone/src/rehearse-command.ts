import type { Command } from './command.js';
import { EXIT } from './exit-codes.js';

export const rehearse: Command = {
  group: 'mend',
  summary: 'see which verdicts and stories the present code would give otherwise',
  help: `babelwire rehearse: takes the articles, editors' decisions and withdrawals of news.articles.fingerprinted.v1, as long as
they are retained (7 days by default), gives their verdicts again with the code of this version, and compares them
with those that the line gave. Nothing is written, and the line may run. This is how a new version of the algorithm is
looked at before it is switched on: run the new version's rehearse against the line that still runs the old one.

Usage: babelwire rehearse [options]

What articles are compared by is computed anew from their texts. Pages are not read again: babelwire replay --dry-run does.
Without --since it begins where the log does, or, where the log has lost its beginning, as late after it as the window is
long; what the line remembered by then stands as it was told.

It counts verdicts that are others (by kind and method), links of stories that are gained and lost, and articles that end in
another place: as a repeat or none, of another original, in another story; with examples.

Options:
  --since TIME          compare what came at or after TIME: RFC 3339, or so long ago: 90m, 36h, 7d
  --near-threshold X    as if the likeness of two texts had to reach X, 0 to 1, to be one article
  --story-threshold X   as if a link had to reach X to join two stories
  --limit N             so many examples of each kind of difference (default 5; with --json: all)
  --data DIR            the line in this folder, which must not be running. Without it: the line on Kafka, see below
  --json                one JSON document on standard output
  -h, --help            this text

Examples:
  babelwire rehearse --since 24h
  babelwire rehearse --data ./data --near-threshold 0.6 --limit 20

Exit code, as that of diff: 0 when nothing differs, 1 when something does, 2 when it failed.

Memory: about 2 kB an article. Time: some thousand articles a second.

Environment (brokers without --data):
`,
  environment: async () => (await import('./environment.js')).environment.rehearse,
  options: {
    since: { type: 'string' },
    'near-threshold': { type: 'string' },
    'story-threshold': { type: 'string' },
    limit: { type: 'string' },
    data: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
  check: (positionals) => {
    if (positionals.length > 0) throw new Error(`takes no arguments, but was given: ${positionals.join(' ')}`);
  },
  failureCode: EXIT.usage,
  run: async (_, values) => (await import('./rehearse/rehearse.js')).runRehearse(values),
};
