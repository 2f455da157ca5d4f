import { apiHelp, apiOptions } from '../api-client.js';
import type { Command } from '../command.js';

export const importCommand: Command = {
  group: 'news',
  summary: 'send archives, folders of pages, or lists of addresses into a running line',
  help: `babelwire import: sends many pages into a running Babelwire, as fast as it takes them, by way of its HTTP API.
Killed at any moment, the same command goes on where it was. The same page gives the same ids: nothing comes twice.

Usage: npx babelwire import PATH… [options]

PATH is one of
  a web archive    .warc or .warc.gz: its HTML pages that were answered with a status of 200 to 299, each as of the
                   time when it was archived. Records that say a page had not changed bring nothing new
  a folder         the pages in it and in the folders below: .html, .htm, .xhtml, .txt, each as of the file's time.
                   A page's address is the first of: "url" in a file beside it (bridge.html.json for bridge.html, which
                   may also have contentType, fetchedAt, sourceId, timeZone); --base and its path; what the page
                   gives as its own (canonical link, og:url, the note of a browser that saved it)
  a text file      addresses, one a line; lines that begin with # say nothing. The line fetches them: politely, by
                   robots.txt, one at a time from a host. It must have been started with FETCH_CONTACT

Options:
  --source ID        name of the source in articles (default: the host of each page)
  --time-zone ZONE   zone of dates that have none, e.g. Europe/Kyiv
  --languages TAGS   languages that they are known to be in, e.g. uk,en
  --base URL         address of the folder, for a mirrored site: 2026/a.html is then URL/2026/a.html
  --concurrency N    pages under way at once (default 8)
  --patience S       how long a line that is away, or a site that wants a pause, is waited for, seconds (default 600)
  --fresh            begin at the beginning, whatever was done before
  --state DIR        where it notes how far it came (default ~/.local/state/babelwire/import)
${apiHelp}

In the distributed line, --api is the address of ingest.

Progress and faults go to standard error, each fault with its file, place and reason; the summary to standard output.

Examples:
  babelwire import news-2026-11.warc.gz --languages uk,ru
  babelwire import saved/ --base https://news.example/ --time-zone Europe/Kyiv
  babelwire import addresses.txt --patience 3600

Exit code: 0 when every page was taken, 1 when something was refused, faulty, put off or not reached,
2 when the command line is wrong.
`,
  options: {
    ...apiOptions,
    source: { type: 'string' },
    'time-zone': { type: 'string' },
    languages: { type: 'string' },
    base: { type: 'string' },
    concurrency: { type: 'string', default: '8' },
    patience: { type: 'string', default: '600' },
    fresh: { type: 'boolean', default: false },
    state: { type: 'string' },
  },
  check: (paths) => {
    if (paths.length === 0) throw new Error('name an archive, a folder, or a list of addresses');
  },
  run: async (paths, values) => (await import('./import.js')).importPaths(paths, values),
};
