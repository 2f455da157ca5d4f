import { once } from 'node:events';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { BabelwireError } from '#libs/contracts';
import { closeOnSignal, createLogger, endOnUncaught, LOG_LEVELS, readSettings, type Settings } from '#libs/platform';
import { acquisitionOptions } from '#apps/ingest';
import { publishOptions } from '#apps/publish';
import {
  accessSettings,
  checkAccess,
  dedupSettings,
  ensureKeyFile,
  fetchSettings,
  ingestSettings,
  publishSettings,
  openTracing,
  retentionSettings,
  tracingSettings,
} from '#libs/service';
import { forgetAddress, noteAddress } from './address-file.js';
import { articleTable, summary, terminalWidth } from './article-table.js';
import { articlesOf } from './capture-articles.js';
import type { Values } from './command.js';
import { EmbeddedLine } from './line.js';
import { sampleCaptures } from './samples.js';

const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

/** `babelwire start`. */
export async function start(values: Values): Promise<void> {
  const options = readOptions(values);
  const own = {
    ...accessSettings,
    ...ingestSettings,
    ...fetchSettings,
    ...publishSettings,
    ...dedupSettings,
    ...retentionSettings,
    ...tracingSettings,
  };
  const settings = readSettings(own, process.env);
  if (!options.once) {
    checkAccess({ settings, host: options.host, isEmbedded: true });
    await requirePort(options.port, options.host);
  }
  const logger = createLogger({ level: options.level, json: false, service: 'babelwire' });
  endOnUncaught((text) => {
    say(`babelwire: the line can't go on: ${text}`);
  });
  const line = await EmbeddedLine.start({
    dataFolder: options.dataFolder,
    logger,
    maxBodyBytes: settings.MAX_BODY_BYTES,
    maxBacklog: settings.MAX_BACKLOG,
    captureDays: settings.CAPTURE_RETENTION_DAYS,
    dedupWindowMs: settings.DEDUP_WINDOW_HOURS * 3600 * 1000,
    onFatal: (error) => {
      say(`babelwire: the line can't go on: ${error.message}`);
      process.exit(1);
    },
  });
  const closeTracing = await openTracing('standalone', settings, line.metrics);
  const parts = [
    {
      name: 'line',
      close: async () => {
        forgetAddress(options.dataFolder);
        await line.close();
      },
    },
    { name: 'traces', close: closeTracing },
  ];
  closeOnSignal(parts, (name, error) => {
    say(`babelwire: closing ${name}: ${String(error)}`);
  });

  const served = options.once ? undefined : await serve(line, options, settings);
  if (options.samples) await showSamples(line, options);
  if (served === undefined) {
    await line.close();
    return;
  }
  const { url, access } = served;
  say(`
Babelwire is running at ${url}, with its data in ${options.dataFolder}
${access}
  the console     ${url}
  articles        ${url}/v1/articles          (?language=uk, ?type=full, ?from=2026-11-01T00:00:00Z)
  a source        npx babelwire sources add https://news.example/
  send a page     curl -H 'content-type: text/html' --data-binary @page.html '${url}/v1/captures?timeZone=Europe/Kyiv'
  API, by hand    ${url}/docs
  health, rates   ${url}/readyz, ${url}/metrics
  one local page  npx babelwire run page.html
Stop it with Ctrl-C; start it again and it goes on where it was.`);
}

/** Serves the API; where it is, and a word on who is let in. */
async function serve(
  line: EmbeddedLine,
  { port, host, dataFolder }: StartOptions,
  settings: Parameters<typeof acquisitionOptions>[0] &
    Parameters<typeof publishOptions>[0] &
    Settings<typeof accessSettings>,
): Promise<{ url: string; access: string }> {
  const keyFile = join(dataFolder, 'api-key');
  const mode = checkAccess({ settings, host, isEmbedded: true });
  const needsFirstKey = mode === 'required' && settings.API_KEY === '';
  if (needsFirstKey) await ensureKeyFile(line.store.keys, keyFile, 'start');
  const { url } = await line.listen(port, host, {
    acquisition: acquisitionOptions(settings),
    outputs: publishOptions(settings),
    access: settings,
  });
  noteAddress(dataFolder, url);
  const words = {
    local: 'No key is asked for, since only this machine is served (API_AUTH=required changes that).',
    open: 'No key is asked for, by API_AUTH=off-everywhere: whoever reaches this port may do everything.',
    required: `A key is asked for${needsFirstKey ? `; the first one, with all rights, is in ${keyFile}` : ''}.`,
  };
  return { url, access: words[mode] };
}

interface StartOptions {
  dataFolder: string;
  port: number;
  host: string;
  samples: boolean;
  once: boolean;
  json: boolean;
  level: (typeof LOG_LEVELS)[number];
}

function readOptions(values: Values): StartOptions {
  const port = Number(values.port);
  const level = LOG_LEVELS.find((candidate) => candidate === values['log-level']);
  const faults = [
    ...(Number.isInteger(port) && port >= 0 && port < 65536 && values.port !== '' ? [] : ['--port must be 0 to 65535']),
    ...(level === undefined ? [`--log-level must be one of ${LOG_LEVELS.join(', ')}`] : []),
  ];
  if (level === undefined || faults.length > 0) {
    throw new BabelwireError('invalid-configuration', 'poison', faults.join('; '));
  }
  return {
    dataFolder: resolve(String(values.data)),
    port,
    host: String(values.host),
    samples: values['no-samples'] !== true,
    once: values.once === true,
    json: values.json === true,
    level,
  };
}

/** Throws poison `port-unavailable` before anything is started that would have to be stopped again. */
async function requirePort(port: number, host: string): Promise<void> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    const why =
      code === 'EADDRINUSE'
        ? 'is taken by another program'
        : code === 'EACCES'
          ? 'may not be used by this user'
          : `can't be used (${String(cause)})`;
    const message = `port ${port} at ${host} ${why}; choose another with --port`;
    throw new BabelwireError('port-unavailable', 'poison', message, { cause });
  } finally {
    server.close();
  }
}

/** Sends the bundled pages unless they were sent before, and shows the articles made of them. */
async function showSamples(line: EmbeddedLine, { json }: StartOptions): Promise<void> {
  const captures = sampleCaptures(new Date());
  const before = await Promise.all(captures.map(({ id }) => line.store.captures.get(id)));
  const fresh = captures.filter((_, index) => before[index] === undefined);
  if (fresh.length > 0) {
    say(`Sending ${fresh.length} sample pages through the line …`);
    await line.submit(fresh);
  } else {
    say('The sample pages are in the store already; nothing was sent again.');
  }
  await line.idle();
  const articles = (await Promise.all(captures.map(({ id }) => articlesOf(line.store, id)))).flat();
  if (json) {
    process.stdout.write(`${JSON.stringify(articles, null, 2)}\n`);
    return;
  }
  process.stdout.write(`${articleTable(articles, terminalWidth())}\n${summary(articles, captures.length)}\n`);
}
