import type { Command } from './command.js';

export const DLQ_ACTIONS = ['list', 'show', 'replay', 'drop'] as const;

export const dlq: Command = {
  group: 'mend',
  summary: 'look at messages that could not be handled; replay or drop them',
  help: `babelwire dlq: the dead letters of a line: messages that could not be handled, with the reason.

Usage: babelwire dlq list   [selection] [--all] [--json]
       babelwire dlq show   ID [--json]
       babelwire dlq replay ID… | selection | --all   [--dry-run] [--by NAME] [--json]
       babelwire dlq drop   ID… | selection | --all   --reason TEXT [--dry-run] [--by NAME] [--json]

  list    those that nobody has dealt with yet; with --all also the others
  show    one with its headers and its message
  replay  returns each to the topic and partition where it failed, with its key, bytes and headers, to be handled
          again. A dead letter is returned once: a second replay of it does nothing
  drop    puts them away for good, with your reason. They stay in the log until its retention ends

ID is an id from the list, or its beginning.

Selection, all of which must hold:
  --topic TOPIC     failed in this topic, e.g. news.captures.v1
  --code CODE       the reason's code, e.g. unknown-time-zone
  --kind KIND       poison, transient or bug
  --since TIME      failed at or after TIME: RFC 3339, or so long ago: 90m, 36h, 7d
  --until TIME      failed before TIME
  --limit N         the first N

Options:
  --data DIR        the line in this folder, which must not be running. Without it: the line on Kafka, see below
  --dry-run         say what would be done, and do nothing
  --by NAME         who does it (default: the name you are logged in with)
  --json            one JSON document on standard output
  -h, --help        this text

Examples:
  babelwire dlq list --since 24h
  babelwire dlq show 7f3k2m
  babelwire dlq replay --topic news.captures.v1 --code unknown-time-zone
  babelwire dlq drop 7f3k2m --reason 'a picture, not a page'
  babelwire dlq replay --all --data ./data

Exit code: 0 when it was done, also when there was nothing to do; 1 when it failed or an ID is not there;
2 when the command line is wrong.

Environment (without --data):
`,
  environment: async () => (await import('./environment.js')).environment.broker,
  options: {
    topic: { type: 'string' },
    code: { type: 'string' },
    kind: { type: 'string' },
    since: { type: 'string' },
    until: { type: 'string' },
    limit: { type: 'string' },
    all: { type: 'boolean', default: false },
    data: { type: 'string' },
    reason: { type: 'string' },
    by: { type: 'string' },
    'dry-run': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
  actions: DLQ_ACTIONS,
  check: ([action = '', ...ids]) => {
    if (!DLQ_ACTIONS.some((known) => known === action)) {
      throw new Error(`say what to do: ${DLQ_ACTIONS.join(', ')}${action === '' ? '' : `; not "${action}"`}`);
    }
    if (action === 'list' && ids.length > 0) throw new Error('list takes no ids; show does');
    if (action === 'show' && ids.length !== 1) throw new Error('show takes one id');
  },
  run: async (positionals, values) => (await import('./dlq.js')).runDlq(positionals, values),
};
