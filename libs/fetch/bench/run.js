#!/usr/bin/env node
/**
 * What hostile answers cost: `run.js` serves decompression bombs of 300 MB from one process and fetches each from a fresh
 * one, and prints time and growth of the peak memory; then it fetches one page and robots.txt from each of 20,000 hosts
 * and prints what the fetcher costs and remembers. Needs a build.
 */
import { fork } from 'node:child_process';
import { createServer } from 'node:http';
import { performance } from 'node:perf_hooks';
import { gzipSync } from 'node:zlib';
import { createFetcher, createPoliteFetcher } from '#libs/fetch';
import { makeBombs } from './bombs.js';

const IDENTITY = { contact: 'bench@press.example' };
const HOSTS = 20_000;
const PAGE = gzipSync('<p>Der Zug hält heute nicht in Neustadt.</p>'.repeat(1000));

/** Highest resident memory of this process so far, bytes. */
const peak = () => process.resourceUsage().maxRSS * 1024;

const tasks = {
  async bomb(port, path) {
    const fetcher = createFetcher({ identity: IDENTITY, allow: [`127.0.0.1:${port}`] });
    // The first fetch of a process loads and compiles; that is no bomb's doing.
    for (let n = 0; n < 20; n += 1) await fetcher.fetch({ url: `http://127.0.0.1:${port}/page` });
    const before = peak();
    const began = performance.now();
    const { code } = await fetcher.fetch({ url: `http://127.0.0.1:${port}${path}` }).catch((error) => error);
    const ms = performance.now() - began;
    await fetcher.close();
    return { code, ms, bytes: peak() - before };
  },

  async hosts(port) {
    const fetcher = createPoliteFetcher({
      identity: IDENTITY,
      allow: [`127.0.0.1:${port}`],
      resolve: () => Promise.resolve(['127.0.0.1']),
    });
    const rows = [];
    let next = 0;
    let done = 0;
    const work = async () => {
      while (next < HOSTS) {
        const host = `h${next}.example`;
        next += 1;
        // robots.txt and page are a second apart: the delay is what politeness is, so it is waited for.
        await fetcher.fetch({ url: `http://${host}:${port}/page` });
        done += 1;
        if (done % 5000 === 0)
          rows.push({ done, rss: process.memoryUsage().rss, remembered: fetcher.politeness.load.hosts });
      }
    };
    const before = process.cpuUsage();
    await Promise.all(Array.from({ length: 1000 }, work));
    const { user, system } = process.cpuUsage(before);
    await fetcher.close();
    return { rows, cpuMs: (user + system) / 1000 / HOSTS };
  },
};

async function inChild(...args) {
  const child = fork(import.meta.filename, args.map(String));
  return new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the child ended with ${code}`)));
  });
}

async function main() {
  const bombs = await makeBombs();
  const server = createServer((request, response) => {
    const bomb = bombs[Number(request.url.slice(1))];
    if (bomb) response.writeHead(200, { 'content-encoding': bomb.encoding }).end(bomb.body);
    else if (request.url === '/robots.txt') response.end('User-agent: *\nDisallow: /private\n');
    else response.writeHead(200, { 'content-encoding': 'gzip', connection: 'close' }).end(PAGE);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];
  for (const [at, { encoding, body }] of bombs.entries()) {
    const runs = [];
    for (let n = 0; n < 5; n += 1) runs.push(await inChild('bomb', port, `/${at}`));
    const ms = runs.map((run) => run.ms);
    const megabytes = runs.map((run) => run.bytes / 1e6);
    console.log(
      `${encoding.padEnd(12)} ${String(body.length).padStart(7)} B  ${runs[0].code}  median ${median(ms).toFixed(0)} ms, ` +
        `most ${Math.max(...ms).toFixed(0)} ms; memory median ${median(megabytes).toFixed(1)} MB, most ${Math.max(...megabytes).toFixed(1)} MB`,
    );
  }
  const { rows, cpuMs } = await inChild('hosts', port);
  for (const row of rows)
    console.log(`${row.done} hosts: ${(row.rss / 1e6).toFixed(0)} MB, ${row.remembered} in the queues`);
  console.log(`${cpuMs.toFixed(2)} ms of CPU for a host's robots.txt and page`);
  server.close();
}

const [task, ...args] = process.argv.slice(2);
if (task === undefined) await main();
else process.send(await tasks[task](...args), () => process.exit());
