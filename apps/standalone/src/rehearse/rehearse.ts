import { BabelwireError } from '#libs/contracts';
import type { MessageLog } from '#libs/messaging';
import { readSettings } from '#libs/platform';
import { dedupSettings } from '#libs/service';
import { isSame, rehearse, type Rehearsal } from '#apps/dedup';
import type { Values } from '../command.js';
import { EXIT } from '../exit-codes.js';
import { moment } from '../moments.js';
import { openLineLog } from '../open-log.js';
import { examplesOf, limited } from './examples.js';
import { inWords } from './in-words.js';

/** Differences of a kind that people are shown, unless they ask for more. */
const SHOWN = 5;
/** Between two words on how far it is, ms. */
const SAY_MS = 5_000;

/** `babelwire rehearse`. */
export async function runRehearse(values: Values): Promise<void> {
  const text = (name: string): string | undefined => (values[name] === undefined ? undefined : String(values[name]));
  const [since, limit, json] = [text('since'), text('limit'), values.json === true];
  if (limit !== undefined && !/^\d+$/.test(limit)) throw usage('--limit takes a whole number');
  const [near, story] = [threshold('near-threshold', text), threshold('story-threshold', text)];
  const settings = readSettings(dedupSettings, process.env);
  const options = {
    windowMs: settings.DEDUP_WINDOW_HOURS * 3600 * 1000,
    ...(since === undefined ? {} : { since: moment('since', since, Date.now()) }),
    thresholds: { ...(near === undefined ? {} : { near }), ...(story === undefined ? {} : { story }) },
    progress: progress(),
  };
  const log = await openLineLog(text('data'));
  let rehearsal: Rehearsal;
  try {
    rehearsal = await rehearse(log, options);
    await print(log, rehearsal, json, limit === undefined ? (json ? Infinity : SHOWN) : Number(limit));
  } finally {
    await log.close();
  }
  process.exitCode = isSame(rehearsal) ? EXIT.ok : EXIT.failed;
}

async function print(log: MessageLog, rehearsal: Rehearsal, json: boolean, limit: number): Promise<void> {
  const shown = limited(rehearsal, limit);
  const examples = await examplesOf(log, shown);
  const out = json
    ? JSON.stringify({ ...counted(rehearsal), ...shown, articlesInBrief: Object.fromEntries(examples) }, null, 2)
    : inWords(rehearsal, shown, examples);
  process.stdout.write(`${out}\n`);
}

/** All but what `limited` gives. */
function counted({ verdicts, links, places, ...rest }: Rehearsal): object {
  return {
    ...rest,
    isSame: isSame({ verdicts, links, places }),
    counts: {
      verdicts: { same: verdicts.same, rescored: verdicts.rescored, changed: verdicts.changed.length },
      links: { same: links.same, gained: links.gained.length, lost: links.lost.length },
      places: { same: places.same, changed: places.changed.length },
    },
  };
}

const usage = (message: string): BabelwireError => new BabelwireError('usage', 'poison', message);

function threshold(option: string, text: (name: string) => string | undefined): number | undefined {
  const given = text(option);
  if (given === undefined) return undefined;
  const value = given.trim() === '' ? Number.NaN : Number(given);
  if (!(value >= 0 && value <= 1)) throw usage(`--${option} takes a number from 0 to 1, not "${given}"`);
  return value;
}

/** Says how far it is when it takes long. */
function progress(): (done: number, total: number) => void {
  const started = performance.now();
  let said = started;
  return (done, total) => {
    const now = performance.now();
    if (now - said < SAY_MS) return;
    said = now;
    const rate = Math.round((1000 * done) / (now - started));
    process.stderr.write(`babelwire rehearse: ${done} of ${total}, ${rate}/s\n`);
  };
}
