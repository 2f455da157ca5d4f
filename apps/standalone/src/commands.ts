import { none } from './arguments.js';
import { auditCommand } from './audit-command.js';
import type { Command } from './command.js';
import { completionCommand } from './completion/command.js';
import { doctorCommand } from './doctor/command.js';
import { keysCommand } from './keys/command.js';
import { dlq } from './dlq-command.js';
import { rehearse } from './rehearse-command.js';
import { importCommand } from './import/command.js';
import { exportCommand } from './export/command.js';
import { replay } from './replay-command.js';
import { sourcesCommand } from './sources/command.js';
import { statusCommand } from './status/command.js';
import { tailCommand } from './tail/command.js';
import { verdictCommands } from './verdict-commands.js';
import { webhooksCommand } from './webhooks/command.js';

// Each command loads its own code when it runs, and of Nest and the clients of Kafka and MongoDB nothing is loaded before: --help is
// there at once.
const start: Command = {
  group: 'begin',
  summary: 'run the whole line in this process, with sample pages to look at',
  help: `babelwire start: runs ingest, language, dedup and publish in one process on a log and a store in one
folder. Needs Node and nothing else. Sends the bundled sample newspaper through the line, once, prints
the articles, and then serves the API until it is stopped (Ctrl-C).

Usage: npm start -- [options]      or      npx babelwire start [options]

Options:
  --data DIR        where log and store are kept (default ./data)
  --port N          port of the API (default 8080; 0 takes a free one)
  --host ADDRESS    address to listen on (default 127.0.0.1: this machine only, without a key). On any other a key
                    is asked for: API_KEY, or else the one that is written to DIR/api-key at the first start
  --no-samples      do not send the sample pages
  --once            stop when the articles have been printed
  --json            print the articles as JSON on standard output
  --log-level L     error, warn, log or debug (default warn: normal operation is silent)
  -h, --help        this text

Examples:
  npm start -- --data ./data --port 9000
  babelwire start --once --json | jq '.[].headline'
  curl -s localhost:8080/v1/articles?language=uk
  curl -s -H 'content-type: text/html' --data-binary @page.html \\
       'localhost:8080/v1/captures?url=https://news.example/a&timeZone=Europe/Kyiv'
  open http://localhost:8080/docs
`,
  options: {
    data: { type: 'string', default: 'data' },
    port: { type: 'string', default: '8080' },
    host: { type: 'string', default: '127.0.0.1' },
    'no-samples': { type: 'boolean', default: false },
    once: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    'log-level': { type: 'string', default: 'warn' },
  },
  check: none,
  run: async (_, values) => (await import('./start.js')).start(values),
};

const run: Command = {
  group: 'begin',
  summary: 'take local pages apart and print their articles',
  help: `babelwire run: sends local pages through the whole line, in a temporary folder that is removed afterwards,
and prints their articles. Repeats across the files are found as well.

Usage: npx babelwire run FILE… [options]

FILE is HTML (.html, .htm, .xhtml) or plain text (anything else); - reads standard input.

Options:
  --url URL          address of the page, for its links (one FILE only)
  --time-zone ZONE   zone of dates that have none, e.g. Europe/Kyiv (default: such dates stay without a zone)
  --languages TAGS   languages that the source is known to write in, e.g. uk,en (default: any)
  --fetched-at TIME  when the page was fetched, RFC 3339 (default now); "yesterday" is counted from here
  --type TYPE        text/html or text/plain, whatever the file is called
  --json             print one JSON document: an array of {file, capture, articles}
  -h, --help         this text

Examples:
  babelwire run page.html --url https://news.example/a --time-zone Europe/Kyiv
  curl -s https://news.example/ | babelwire run - --type text/html --json

Exit code: 0 when every page gave at least one article, 1 when not, 2 when the command line is wrong.
`,
  options: {
    url: { type: 'string' },
    'time-zone': { type: 'string' },
    languages: { type: 'string' },
    'fetched-at': { type: 'string' },
    type: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
  check: (files) => {
    if (files.length === 0) throw new Error('name at least one file');
  },
  run: async (files, values) => (await import('./run.js')).run(files, values),
};

const setup: Command = {
  group: 'begin',
  summary: 'create topics and indexes on Kafka and MongoDB',
  help: `babelwire setup: creates the topics, collections and indexes that are missing, and ends. Safe to repeat. Run it
once before the services of the distributed line start; docker compose does.

Usage: babelwire setup [--wait SECONDS] [--key-file FILE]

Options:
  --wait SECONDS   how long to wait for Kafka and MongoDB to answer (default 60)
  --key-file FILE  unless API_KEY is set: see to it that FILE holds a key with the scope admin that is good
  -h, --help       this text

Examples:
  KAFKA_BROKERS=kafka:9092 MONGODB_URI='mongodb://mongo/?replicaSet=rs0' babelwire setup
  babelwire setup --wait 300 --key-file /run/babelwire/api-key

Environment:
`,
  environment: async () => (await import('./environment.js')).environment.setup,
  options: { wait: { type: 'string', default: '60' }, 'key-file': { type: 'string' } },
  check: none,
  run: async (_, values) => (await import('./setup.js')).setup(values),
};

export const commands: Record<string, Command> = {
  start,
  run,
  setup,
  sources: sourcesCommand,
  import: importCommand,
  export: exportCommand,
  webhooks: webhooksCommand,
  doctor: doctorCommand,
  status: statusCommand,
  tail: tailCommand,
  ...verdictCommands,
  dlq,
  replay,
  rehearse,
  keys: keysCommand,
  audit: auditCommand,
  completion: completionCommand(() => commands),
};
