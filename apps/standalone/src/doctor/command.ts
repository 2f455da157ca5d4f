import { none } from '../arguments.js';
import type { Command } from '../command.js';

export const doctorCommand: Command = {
  group: 'look',
  summary: 'check everything the line needs, and send one article through it',
  help: `babelwire doctor: looks at everything that a line needs, sends one article through it, says of each what it found, and what to do.

Usage: npx babelwire doctor [options]

It looks at the first of these that is there: the line in the folder of --data, running or not; the line on the brokers and the MongoDB
that the environment names (KAFKA_BROKERS, MONGODB_URI …, as the services have them); the line in ./data; the line behind --api.

  configuration     every fault of the environment at once
  kafka, topics     brokers, their addresses, user and password; topics, partitions, cleanup policy; who consumes, how far behind
  mongodb, indexes  replica set, user and password; collections and indexes
  language models   whether they load, and tell languages apart
  disk, clock       room where the data is; this machine's clock against Kafka's, MongoDB's and the services'
  http              whether the services are ready
  article           raw capture, extracted, language, fingerprint, verdict, stored, public topic: when it came there, or where it
                    stopped, and which service should have brought it on

The article is of the source doctor.babelwire.invalid, a name that nobody can have, and is withdrawn when it is through: readers of the
line's topics see article.created and article.canceled (decision 32). Of a line that does not run nothing is touched: the article goes
through one that lives beside it as long as the check.

Whatever hangs, no check takes longer than 15 seconds, beside the article's own time.

✓ is well, ! works but wants a look, ✗ is wrong, - could not be looked at.

Options:
  --data DIR         the line in this folder
  --api URL          address of publish (default BABELWIRE_API; else looked for at HTTP_PORT of this machine, or 8080)
  --ingest URL       address of ingest, where that is another (default INGEST_URL)
  --no-article       do not send an article
  --timeout SECONDS  how long the article may take (default 30)
  --api-key-file F   file with the key (else BABELWIRE_API_KEY, or the file that BABELWIRE_API_KEY_FILE names; DIR/api-key)
  --json             all findings as one JSON document
  -h, --help         this text

Examples:
  npx babelwire doctor --data ./data
  docker compose run --rm tools doctor
  babelwire doctor --api https://wire.example --no-article --json

Exit code: 0 when nothing is wrong (no ✗), 1 when something is, 2 when the command line is wrong.
`,
  options: {
    data: { type: 'string' },
    api: { type: 'string' },
    ingest: { type: 'string' },
    'no-article': { type: 'boolean', default: false },
    timeout: { type: 'string', default: '30' },
    'api-key-file': { type: 'string' },
    json: { type: 'boolean', default: false },
  },
  check: none,
  run: async (_, values) => (await import('./doctor.js')).doctor(values),
};
