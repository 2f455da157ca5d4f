import { apiHelp, apiOptions } from '../api-client.js';
import type { Command } from '../command.js';

/** What is written is JSON in any case. */
const { json: _, ...options } = apiOptions;

export const exportCommand: Command = {
  group: 'news',
  summary: 'write articles to a file, one a line; goes on where it was cut',
  help: `babelwire export: writes the articles of a running line, newest first, one JSON document a line.

Usage: babelwire export [FILE] [options]

FILE is written as FILE.part and renamed when it is whole. The same command, given again, goes on where the last one was
cut. Without FILE, or with -, articles go to standard output.

Options:
  --format FORMAT    ndjson (the documents of the contract; default), ninjs (IPTC ninjs 3) or jsonld (schema.org)
  --language TAG     only this language, e.g. uk; en means en-GB as well
  --source ID        only this source
  --type TYPE        full or partial (teasers)
  --since TIME       published (else first seen) at or after TIME: RFC 3339, or so long ago: 90m, 36h, 7d
  --until TIME       published before TIME
  --duplicates       also articles that repeat another one
  --force            write FILE anew where there is one
  --quiet            say nothing of progress
${apiHelp.replace(/^ {2}--json.*\n/m, '')}

Examples:
  babelwire export articles.ndjson --language uk --since 7d
  babelwire export --format jsonld | gzip > articles.jsonl.gz

Exit code: 0 when all was written, 1 when not, 2 when the command line is wrong.
`,
  options: {
    ...options,
    format: { type: 'string', default: 'ndjson' },
    language: { type: 'string' },
    source: { type: 'string' },
    type: { type: 'string' },
    since: { type: 'string' },
    until: { type: 'string' },
    duplicates: { type: 'boolean', default: false },
    force: { type: 'boolean', default: false },
    quiet: { type: 'boolean', default: false },
  },
  check: (files) => {
    if (files.length > 1) throw new Error('name one file, or none');
  },
  run: async (files, values) => (await import('./export.js')).exportArticles(files, values),
};
