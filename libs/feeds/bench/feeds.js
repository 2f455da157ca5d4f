/**
 * Figures for reading feeds, sitemaps and archives: `node --expose-gc libs/feeds/bench/feeds.js`, after a build. Documents are made
 * up here, of the sizes that are usual. Time is the processor's.
 */
import { gzipSync } from 'node:zlib';
import { entryKeys, nextPoll, readFeed, readSitemap, readWarc } from '../../../dist/libs/feeds/src/index.js';

const context = { url: 'https://paper.example/feed', capturedAt: '2026-03-10T12:00:00Z' };
const SENTENCE = 'Міська рада вирішила збудувати новий міст через річку, і роботи почнуться навесні. ';
const bytes = (text) => Uint8Array.from(Buffer.from(text));

const item = (
  i,
) => `<item><title>Міст ${i} &amp; річка</title><link>https://paper.example/news/${i}?utm_source=rss</link>
<guid isPermaLink="false">https://paper.example/?p=${i}</guid><pubDate>Tue, 10 Mar 2026 08:${String(i % 60).padStart(2, '0')}:00 +0200</pubDate>
<dc:creator>Олена Коваль</dc:creator><category>Місто</category><description><![CDATA[${SENTENCE.repeat(2)}]]></description>
<content:encoded><![CDATA[<p>${SENTENCE.repeat(25)}</p>]]></content:encoded></item>`;
const feed = bytes(
  `<?xml version="1.0"?><rss version="2.0"><channel><title>Вісник</title><link>https://paper.example/</link>${Array.from({ length: 30 }, (_, i) => item(i)).join('')}</channel></rss>`,
);
const sitemap = bytes(
  `<urlset>${Array.from({ length: 50_000 }, (_, i) => `<url><loc>https://paper.example/${i}</loc><lastmod>2026-03-10T09:00:00Z</lastmod></url>`).join('')}</urlset>`,
);

/** Milliseconds of the processor for one call: the best of five rounds. */
function measure(calls, run) {
  const rounds = Array.from({ length: 5 }, () => {
    const start = process.cpuUsage();
    for (let i = 0; i < calls; i++) run();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000 / calls;
  });
  return Math.min(...rounds);
}

function report(what, milliseconds, size) {
  const rate = size === undefined ? '' : `  ${(size / 1000 / milliseconds).toFixed(0).padStart(5)} MB/s`;
  console.log(`${what.padEnd(48)} ${milliseconds.toFixed(3).padStart(10)} ms${rate}`);
}

report(
  `feed, 30 entries, ${(feed.length / 1000).toFixed(0)} kB`,
  measure(100, () => readFeed(feed, context)),
  feed.length,
);
const read = readFeed(feed, context);
report(
  'keys of its entries',
  measure(200, () => entryKeys(read)),
);
report(
  `sitemap, 50,000 addresses, ${(sitemap.length / 1e6).toFixed(1)} MB`,
  measure(1, () => readSitemap(sitemap, context)),
  sitemap.length,
);
const history = Array.from({ length: 100 }, (_, i) => Date.parse(context.capturedAt) - i * 1_800_000);
report(
  'next poll of a source',
  measure(10_000, () => nextPoll({ now: Date.parse(context.capturedAt), history, failures: 0, jitter: 0.5 })),
);

/** An archive of pages of 60 kB, one gzip member a record, in chunks of 64 KiB as a file is read. */
async function* archive(pages) {
  const html = Buffer.from(`<!doctype html><title>x</title>${`<p class="a">${SENTENCE}</p>`.repeat(330)}`);
  const content = Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n'), html]);
  const head = `WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://paper.example/\r\nWARC-Date: 2026-03-10T08:00:00Z\r\nContent-Length: ${content.length}\r\n\r\n`;
  const member = gzipSync(Buffer.concat([Buffer.from(head), content, Buffer.from('\r\n\r\n')]));
  for (let left = pages; left > 0; left -= 100) {
    yield Buffer.concat(Array.from({ length: Math.min(left, 100) }, () => member));
  }
}
for (const pages of [2000, 20_000]) {
  globalThis.gc?.();
  const start = process.cpuUsage();
  let count = 0;
  let most = 0;
  for await (const page of readWarc(archive(pages))) {
    count += page.body.length > 0 ? 1 : 0;
    if (count % 1000 === 0) most = Math.max(most, process.memoryUsage().rss);
  }
  const { user, system } = process.cpuUsage(start);
  report(`archive, ${count} pages, ${(most / 1e6).toFixed(0)} MB held at most: a page`, (user + system) / 1000 / count);
}
