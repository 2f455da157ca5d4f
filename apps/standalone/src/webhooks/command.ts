import { apiHelp, apiOptions } from '../api-client.js';
import type { Command } from '../command.js';
import { TAIL_TYPES } from '../tail/types.js';

/** Actions, with how many arguments each takes: a number, or at least one, or any. */
const ACTIONS: Record<string, number | 'some' | 'any'> = {
  list: 0,
  add: 1,
  test: 1,
  pause: 'some',
  resume: 'some',
  remove: 'some',
  deliveries: 'any',
};

function check([action, ...rest]: string[]): void {
  const names = Object.keys(ACTIONS).join(', ');
  if (action === undefined) throw new Error(`say what to do: ${names}`);
  const wanted = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined;
  if (wanted === undefined) throw new Error(`there is no "webhooks ${action}"; there are ${names}`);
  if (wanted === 'some' && rest.length === 0)
    throw new Error(`webhooks ${action} takes the id of a webhook, or several`);
  if (typeof wanted === 'number' && rest.length !== wanted) {
    throw new Error(
      `webhooks ${action} takes ${wanted === 0 ? 'no argument' : `one ${action === 'add' ? 'address' : 'id'}`}`,
    );
  }
}

export const webhooksCommand: Command = {
  group: 'news',
  summary: 'have events sent to an address; list, test, pause, resume, remove',
  help: `babelwire webhooks: addresses that a running line sends its events to, signed (Standard Webhooks), by way of its HTTP API.

Usage: babelwire webhooks ACTION [arguments] [options]

Actions:
  list              all of them, with how they do
  add URL           from now on; prints the id, and the key of the signatures, once
  test ID           sends an event of the type webhook.test there now, and says what was answered
  pause ID…         stop sending; where it stands is kept
  resume ID…        go on with the first event that was not taken, also where it had been disabled
  remove ID…        forget it
  deliveries [ID…]  when each last took an event, what failed since and why, when it is tried again

Options:
  --type TYPES       with add: ${TAIL_TYPES.join(', ')} (default: all)
  --language TAGS    with add: articles in these languages, and stories told in one of them
  --source IDS       with add: articles of these sources
  --description TEXT with add: what it is for
${apiHelp}

Examples:
  babelwire webhooks add https://desk.example/hooks/news --language uk --type created,updated
  babelwire webhooks test 4c1x8w0e7m3r5k2t9v8x1c4b7n
  babelwire webhooks deliveries

Exit code: 0 when all was done (test: when the event was taken; deliveries: when none fails), 1 when not, 2 when the command line is wrong.
`,
  options: {
    ...apiOptions,
    type: { type: 'string' },
    language: { type: 'string' },
    source: { type: 'string' },
    description: { type: 'string' },
  },
  actions: Object.keys(ACTIONS),
  completes: { options: { type: TAIL_TYPES } },
  check,
  run: async (positionals, values) => (await import('./webhooks.js')).webhooks(positionals, values),
};
