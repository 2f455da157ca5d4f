import { apiHelp, apiOptions } from './api-client.js';
import type { Command } from './command.js';

const explain: Command = {
  group: 'look',
  summary: 'say why an article is a duplicate or none, and belongs to its story',
  help: `babelwire explain: prints the verdict on an article with method, score and threshold, and a comparison of the
texts it was judged by.

Usage: babelwire explain ID [options]

Options:
  --with ID          compare it with this article, too
${apiHelp}

Examples:
  babelwire explain 6s4w1f0e7m3r5k2t9v8x1c4b7n --with jkktq0f5d2a8w3e6r9t1y4p7m0
`,
  options: { ...apiOptions, with: { type: 'string' } },
  check: (ids) => {
    if (ids.length !== 1) throw new Error('name one article by its id (see --json of start and run, or the API)');
  },
  run: async (ids, values) => (await import('./explain.js')).explain(ids, values),
};

const decision = (kind: 'merge' | 'unmerge', summary: string, what: string): Command => ({
  group: 'mend',
  summary,
  help: `babelwire ${kind}: ${what}
The decision is kept for ever, and holds when pages are replayed; the last one on a pair counts.

Usage: babelwire ${kind} A B [options]

A and B are ids of articles.

Options:
  --by NAME          who says so
  --reason TEXT      why
${apiHelp}

Examples:
  babelwire ${kind} 6s4w1f0e7m3r5k2t9v8x1c4b7n jkktq0f5d2a8w3e6r9t1y4p7m0 --by ada --reason 'seen by eye'
`,
  options: { ...apiOptions, by: { type: 'string' }, reason: { type: 'string' } },
  check: (ids) => {
    if (ids.length !== 2) throw new Error('name two articles by their ids');
  },
  run: async (ids, values) => (await import('./decide.js')).decide(kind, ids, values),
});

export const verdictCommands: Record<string, Command> = {
  explain,
  merge: decision('merge', 'say that two articles tell one story', 'says that two articles tell one story.'),
  unmerge: decision(
    'unmerge',
    'say that two articles are neither one story nor one article',
    'says that two articles are neither one story nor one article: a story is split, a duplicate becomes an\narticle of its own.',
  ),
};
