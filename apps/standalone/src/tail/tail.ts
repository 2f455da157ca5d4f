import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Article, Story } from '#libs/contracts';
import { BabelwireError } from '#libs/contracts';
import type { Values } from '../command.js';
import { EXIT } from '../exit-codes.js';
import { moment } from '../moments.js';
import { EventStream, type StreamEvent } from './event-stream.js';
import { streamType } from './types.js';

/** Before a broken connection is made anew, ms: what the stream itself asks for. */
const PAUSE_MS = 2_000;

interface TailOptions {
  api: string;
  query: Record<string, string>;
  since: number;
  limit: number;
  place: string | undefined;
  stateFile: string | undefined;
  asJson: boolean;
}

/** `babelwire tail`. */
export async function tail(values: Values): Promise<void> {
  const options = optionsOf(values);
  const ending = new AbortController();
  const end = (): void => {
    ending.abort(new BabelwireError('stopped', 'transient', 'stopped'));
  };
  process.once('SIGINT', end).once('SIGTERM', end);
  // Whoever reads this has had enough: tail | head.
  process.stdout.once('error', end);
  try {
    await follow(options, ending.signal);
  } catch (error) {
    if (!ending.signal.aborted) throw error;
  }
  process.exit(EXIT.ok);
}

/** Over as many connections as that takes. */
async function follow(options: TailOptions, signal: AbortSignal): Promise<void> {
  let { place } = options;
  let left = options.limit;
  let wasOpen = false;
  for (;;) {
    const query = place === undefined ? options.query : { ...options.query, from: '' };
    const stream = new EventStream(options.api, query, signal, place);
    try {
      await stream.open();
      wasOpen = true;
      for await (const { event, json } of stream.events()) {
        if (Date.parse(event.time) >= options.since) {
          await print(options.asJson ? json : inWords(event));
          left -= 1;
        }
        place = stream.place;
        keep(options.stateFile, place);
        if (left === 0) return;
      }
      place = stream.place;
      say('the line ended the stream');
    } catch (error) {
      // A line that was never there is more likely a wrong address; one that goes away comes back.
      const isPassing = error instanceof BabelwireError && error.kind === 'transient';
      if (signal.aborted || !isPassing || !wasOpen) throw error;
      place = stream.place;
      say(error.message);
    }
    await sleep(PAUSE_MS, undefined, { signal });
  }
}

function say(why: string): void {
  process.stderr.write(`babelwire tail: ${why}; going on when it is back\n`);
}

async function print(line: string): Promise<void> {
  if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain');
}

function keep(file: string | undefined, place: string | undefined): void {
  if (file !== undefined && place !== undefined) writeFileSync(file, `${place}\n`);
}

const TIME_LENGTH = 'hh:mm:ss'.length;

function inWords({ type, time, subject, data }: StreamEvent): string {
  const at = time.slice(11, 11 + TIME_LENGTH);
  if (type.startsWith('story.')) {
    const { members } = data as Story;
    const languages = [...new Set(members.map(({ inLanguage }) => inLanguage))].join(', ');
    return `${at}  ${'story'.padEnd(9)}  ${subject}  ${members.length} articles in ${languages}`;
  }
  const { inLanguage, headline, articleBody, provenance, representationType } = data as Article;
  const text = (headline ?? articleBody).replace(/\s+/g, ' ').slice(0, 100);
  const kind = representationType === 'full' ? '' : ' (teaser)';
  return `${at}  ${type.replace('article.', '').padEnd(9)}  ${subject}  ${inLanguage.padEnd(5)}  ${provenance.sourceId}  ${text}${kind}`;
}

function optionsOf(values: Values): TailOptions {
  const text = (name: string): string | undefined => (typeof values[name] === 'string' ? values[name] : undefined);
  const limit = text('limit');
  if (limit !== undefined && !/^[1-9]\d*$/.test(limit)) {
    throw new BabelwireError('usage', 'poison', `--limit takes a whole number from 1 on, not "${limit}"`);
  }
  const since = text('since');
  const stateFile = text('state');
  const kept = stateFile !== undefined && existsSync(stateFile) ? readFileSync(stateFile, 'utf8').trim() : '';
  const types = (text('type') ?? '').split(',').filter((type) => type !== '');
  return {
    api: String(values.api),
    query: {
      language: text('language') ?? '',
      source: text('source') ?? '',
      types: types.map((type) => streamType(type.trim())).join(','),
      from: since === undefined ? '' : 'beginning',
    },
    since: since === undefined ? -Infinity : moment('since', since, Date.now()),
    limit: limit === undefined ? Infinity : Number(limit),
    place: kept === '' ? undefined : kept,
    stateFile,
    asJson: values.json === true,
  };
}
