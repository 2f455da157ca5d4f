/**
 * What it takes to import a large archive: pages a second and memory of the importing process, into a line in one process or
 * into nothing (a server that takes every page and forgets it), which shows what reading and sending alone cost.
 *
 *   node apps/standalone/bin/build.js && node dist/test/bench/import.js line|nothing [MB] [plain|gz]
 */
import { createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzippedArchive, warcRecord } from '../support/archives.js';
import { generatedPage, random } from '../support/generated-pages.js';
import { keyEnv } from '../support/key.js';
import { EmbeddedLineUnderTest } from '../support/lines.js';
import { Service } from '../support/processes.js';

const [target = 'line', megabytes = '1000', packing = 'plain'] = process.argv.slice(2);
/** News pages have some 60 kB, most of it scripts and styles. */
const SCRIPT_BYTES = 55_000;

const folder = mkdtempSync(join(tmpdir(), 'babelwire-bench-'));
const path = join(folder, packing === 'gz' ? 'news.warc.gz' : 'news.warc');

/** Scripts that do not compress to nothing. */
function script(next: () => number): string {
  let text = '';
  while (text.length < SCRIPT_BYTES) text += `var v${Math.floor(next() * 1e9).toString(36)}=${next()};`;
  return `<script>${text}</script>`;
}

async function writeArchive(): Promise<number> {
  const file = createWriteStream(path);
  const next = random(20261125);
  let [pages, written] = [0, 0];
  while (written < Number(megabytes) * 1e6) {
    const { url, html } = generatedPage('bench', pages);
    const body = Buffer.from(html.replace('</head>', `${script(next)}</head>`));
    const record = warcRecord({ url, body });
    const bytes = packing === 'gz' ? gzippedArchive([record]) : record;
    if (!file.write(bytes)) await once(file, 'drain');
    written += bytes.length;
    pages += 1;
  }
  file.end();
  await once(file, 'close');
  return pages;
}

/** Takes everything. */
async function nothing(): Promise<{ api: string; stop: () => Promise<void> }> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(202).end('{}'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    api,
    stop: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}

async function line(): Promise<{ api: string; stop: () => Promise<void> }> {
  const started = await EmbeddedLineUnderTest.start();
  return { api: started.client.ingestUrl, stop: () => started.stop() };
}

const pages = await writeArchive();
const bytes = statSync(path).size;
const { api, stop } = await (target === 'nothing' ? nothing() : line());
const args = ['import', path, '--api', api, '--state', join(folder, 'state'), '--json'];
const cli = new Service('import', ['apps/standalone/bin/babelwire.js', ...args], keyEnv);
const startedAt = Date.now();
cli.start();
const memory: number[] = [];
const sampling = setInterval(() => {
  try {
    const status = readFileSync(`/proc/${cli.pid}/status`, 'utf8');
    memory.push(Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1000));
  } catch {
    // It has ended.
  }
}, 1000);
const code = await cli.ended();
clearInterval(sampling);
const seconds = (Date.now() - startedAt) / 1000;
const quarter = Math.floor(memory.length / 4);
console.log(
  JSON.stringify({
    target,
    packing,
    megabytes: Math.round(bytes / 1e6),
    pages,
    code,
    seconds: Math.round(seconds),
    pagesASecond: Math.round(pages / seconds),
    megabytesASecond: Number((bytes / 1e6 / seconds).toFixed(1)),
    rssMb: { quarters: [1, 2, 3].map((n) => memory[quarter * n]), most: Math.max(...memory) },
  }),
);
if (code !== 0) console.error(cli.output.slice(-2000));
await stop();
rmSync(folder, { recursive: true });
