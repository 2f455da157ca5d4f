#!/usr/bin/env node
/**
 * Sends a bundled sample page to a running line and waits until its articles can be read: `npm run smoke`.
 * It proves that every part between the two addresses works; it may be run again at any time, since the same page is
 * the same capture. Exit codes: 0 all there, 1 the line is at fault or too slow, 2 wrong use.
 */
/* global fetch, AbortSignal, performance */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';

const SAMPLES = join(import.meta.dirname, '..', 'apps', 'standalone', 'samples');
const POLL_MS = 250;
/** One request that takes longer is a fault in itself, ms. */
const REQUEST_MS = 10_000;

const HELP = `Usage: npm run smoke -- [options]

Sends a sample page to the ingest service and waits until the publish service has all its articles.

  --sample FILE     a file of apps/standalone/samples (default: the first of pages.json)
  --ingest URL      where ingest listens (default: INGEST_URL, else http://127.0.0.1:8081)
  --publish URL     where publish listens (default: PUBLISH_URL, else http://127.0.0.1:8080)
  --api-key-file F  file with a key for both (default: BABELWIRE_API_KEY, the file that BABELWIRE_API_KEY_FILE names,
                    API_KEY, else the key of the line that docker compose runs here)
  --timeout SECONDS how long to wait in all (default: 60)
  --json            print one JSON object instead of a table
  --help            this text`;

class SmokeError extends Error {
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

function readOptions(args, env) {
  let values;
  try {
    ({ values } = parseArgs({
      args,
      options: {
        sample: { type: 'string' },
        ingest: { type: 'string', default: env.INGEST_URL || 'http://127.0.0.1:8081' },
        publish: { type: 'string', default: env.PUBLISH_URL || 'http://127.0.0.1:8080' },
        'api-key-file': { type: 'string', default: env.BABELWIRE_API_KEY_FILE },
        timeout: { type: 'string', default: '60' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }));
  } catch (error) {
    throw new SmokeError(`${error.message}; see --help`, 2);
  }
  const seconds = Number(values.timeout);
  if (!(seconds > 0)) throw new SmokeError(`--timeout ${values.timeout}: must be a number of seconds above 0`, 2);
  for (const name of ['ingest', 'publish']) {
    if (!URL.canParse(values[name]))
      throw new SmokeError(`--${name} ${values[name]}: must be an address such as http://127.0.0.1:8080`, 2);
  }
  return { ...values, deadline: performance.now() + seconds * 1000, seconds };
}

/** The key to send; undefined where the line may be one that asks for none. */
function readKey({ 'api-key-file': file }, env) {
  try {
    if (file) return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new SmokeError(`the key can't be read: ${error.message}`, 2);
  }
  const given = env.BABELWIRE_API_KEY || env.API_KEY;
  if (given) return given;
  try {
    const args = ['compose', 'exec', '-T', 'publish', 'cat', '/var/lib/babelwire/api-key'];
    return execFileSync('docker', args, { stdio: ['ignore', 'pipe', 'ignore'], timeout: REQUEST_MS })
      .toString()
      .trim();
  } catch {
    return undefined;
  }
}

function readSample(file) {
  const pages = JSON.parse(readFileSync(join(SAMPLES, 'pages.json'), 'utf8'));
  const page = file === undefined ? pages[0] : pages.find((candidate) => candidate.file === file);
  if (page === undefined) {
    throw new SmokeError(`--sample ${file}: unknown; choose one of ${pages.map((known) => known.file).join(', ')}`, 2);
  }
  return { ...page, body: readFileSync(join(SAMPLES, page.file)) };
}

/** A request that may fail only with a message that names the address. */
async function request(method, url, { headers = {}, ...init } = {}) {
  const authorization = key === undefined ? {} : { authorization: `Bearer ${key}` };
  let response;
  try {
    const signal = AbortSignal.timeout(REQUEST_MS);
    response = await fetch(url, { method, signal, ...init, headers: { ...headers, ...authorization } });
    return { status: response.status, text: await response.text() };
  } catch (error) {
    const why = error.cause?.code ?? error.cause?.message ?? error.message;
    throw new SmokeError(`${method} ${url}: no answer (${why}). Is the line up? Try: docker compose ps`);
  }
}

function parsed({ status, text }, what) {
  try {
    return JSON.parse(text);
  } catch {
    throw new SmokeError(`${what}: answered ${status} with something that is not JSON: ${text.slice(0, 200)}`);
  }
}

async function send(ingest, page) {
  const url = new URL('/v1/captures', ingest);
  for (const name of ['url', 'sourceId', 'timeZone', 'fetchedAt']) {
    if (page[name] !== undefined) url.searchParams.set(name, page[name]);
  }
  const answer = await request('POST', url, { body: page.body, headers: { 'content-type': page.contentType } });
  if (answer.status !== 202) {
    throw new SmokeError(
      `POST ${url.origin}${url.pathname}: expected 202, got ${answer.status}: ${answer.text.slice(0, 500)}`,
    );
  }
  const { id } = parsed(answer, `POST ${url.origin}${url.pathname}`);
  if (typeof id !== 'string')
    throw new SmokeError(`POST ${url.origin}${url.pathname}: the answer has no id: ${answer.text}`);
  return id;
}

/** The document at the address once it is there; 404 means "not yet". */
async function awaitDocument(url, options, hint) {
  for (;;) {
    const answer = await request('GET', url);
    if (answer.status === 200) return parsed(answer, `GET ${url}`);
    // 503: publish is up, its store is not (yet).
    if (answer.status !== 404 && answer.status !== 503) {
      throw new SmokeError(`GET ${url}: expected 200, got ${answer.status}: ${answer.text.slice(0, 500)}`);
    }
    if (performance.now() > options.deadline) {
      throw new SmokeError(`GET ${url}: still ${answer.status} after ${options.seconds} s. ${hint}`);
    }
    await sleep(POLL_MS);
  }
}

async function run(options) {
  const page = readSample(options.sample);
  const started = performance.now();
  const captureId = await send(options.ingest, page);
  const capture = await awaitDocument(
    new URL(`/v1/captures/${captureId}`, options.publish),
    options,
    'The page was not taken apart: see docker compose logs ingest publish',
  );
  if (!Array.isArray(capture.articleIds) || capture.articleIds.length === 0) {
    throw new SmokeError(`capture ${captureId}: no article was found on ${page.file}`);
  }
  const articles = [];
  for (const id of capture.articleIds) {
    const url = new URL(`/v1/articles/${id}`, options.publish);
    articles.push(
      await awaitDocument(url, options, 'It stopped on its way: see docker compose logs language dedup publish'),
    );
  }
  return {
    page: page.file,
    captureId,
    seconds: (performance.now() - started) / 1000,
    repeats: capture.repeats,
    articles,
  };
}

function describe({ page, captureId, seconds, repeats, articles }) {
  const rows = articles.map((article) => {
    const text = (article.headline ?? article.articleBody).replace(/\s+/g, ' ');
    const short = text.length > 70 ? `${text.slice(0, 69)}…` : text;
    const columns = [
      article.inLanguage,
      article.representationType,
      article.datePublished ?? '-',
      article.dedup.status,
    ];
    return `  ${columns[0].padEnd(4)} ${columns[1].padEnd(8)} ${columns[2].padEnd(26)} ${columns[3].padEnd(10)} ${short}`;
  });
  const total = `${articles.length} articles, ${repeats} repeats on the page, in ${seconds.toFixed(1)} s`;
  return [`${page} (capture ${captureId}): ${total}`, ...rows, 'OK'].join('\n');
}

let key;
try {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options.help) {
    console.log(HELP);
  } else {
    key = readKey(options, process.env);
    const result = await run(options);
    console.log(options.json ? JSON.stringify({ ok: true, ...result }) : describe(result));
  }
} catch (error) {
  if (!(error instanceof SmokeError)) throw error;
  if (process.argv.includes('--json')) console.log(JSON.stringify({ ok: false, error: error.message }));
  console.error(`smoke: ${error.message}`);
  process.exitCode = error.exitCode;
}
