import { apiHelp, apiOptions } from '../api-client.js';
import type { Command } from '../command.js';

/** Actions, with how many arguments each takes: a number, or at least one. */
const ACTIONS: Record<string, number | 'some'> = {
  add: 'some',
  list: 0,
  test: 1,
  set: 'some',
  pause: 'some',
  resume: 'some',
  remove: 'some',
  import: 1,
};

function check([action, ...rest]: string[]): void {
  const names = Object.keys(ACTIONS).join(', ');
  if (action === undefined) throw new Error(`say what to do: ${names}`);
  const wanted = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined;
  if (wanted === undefined) throw new Error(`there is no "sources ${action}"; there are ${names}`);
  if (wanted === 'some' && rest.length === 0) throw new Error(`sources ${action} needs at least one argument`);
  if (wanted !== 'some' && rest.length !== wanted) {
    throw new Error(`sources ${action} takes ${wanted === 0 ? 'no argument' : 'one argument'}`);
  }
}

export const sourcesCommand: Command = {
  group: 'news',
  summary: 'add, list, test, change, pause, resume, remove and import sources',
  help: `babelwire sources: what a running Babelwire acquires news from, by way of its HTTP API.

Usage: npx babelwire sources ACTION [arguments] [options]

Actions:
  add URL…       a feed, a sitemap, a page, or a site's home page, whose feeds and sitemaps are found
  list           all of them, with how they do
  test URL       what would come from there; nothing is stored
  set ID…        change settings: those that options name, and no others
  pause ID…      stop fetching
  resume ID…     go on
  remove ID…     forget a source; its articles stay
  import FILE    every feed of a list (OPML); those that are there already stay as they are

Options:
  --kind KIND       feed, sitemap, list, page or site (default: what the address turns out to be)
  --id ID           name of the source in articles (add)
  --name TEXT       what people call it
  --time-zone ZONE  zone of dates that have none, e.g. Europe/Kyiv
  --languages TAGS  languages that it writes in, e.g. uk,en
  --delay SECONDS   least pause between two requests to its hosts
  --max-age DAYS    entries that say they are older are not fetched (default 30)
  --min-interval S  least time between two polls, seconds (default 60)
  --max-interval S  longest time between two polls, seconds (default a day)
  --no-follow       do not fetch the pages: what the feed says of an entry is the article; --follow to fetch them again
  --no-recheck      do not look at pages again for corrections; --recheck to do so again
${apiHelp}

In the distributed line, --api is the address of ingest.

Examples:
  babelwire sources add https://news.example/ --languages uk,en
  babelwire sources set news.example --max-interval 600 --time-zone Europe/Kyiv
  babelwire sources list --json | jq '.[] | select(.health.status == "failing") | .id'

Exit code: 0 when all was done, 1 when something was not, 2 when the command line is wrong.
Nothing is fetched unless the service was started with FETCH_CONTACT, a page or address at which owners of sites reach you.
`,
  options: {
    ...apiOptions,
    kind: { type: 'string' },
    id: { type: 'string' },
    name: { type: 'string' },
    'time-zone': { type: 'string' },
    languages: { type: 'string' },
    delay: { type: 'string' },
    'max-age': { type: 'string' },
    'min-interval': { type: 'string' },
    'max-interval': { type: 'string' },
    follow: { type: 'boolean', default: false },
    'no-follow': { type: 'boolean', default: false },
    recheck: { type: 'boolean', default: false },
    'no-recheck': { type: 'boolean', default: false },
  },
  actions: Object.keys(ACTIONS),
  check,
  run: async (positionals, values) => (await import('./sources.js')).sources(positionals, values),
};
