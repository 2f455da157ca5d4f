/**
 * `npm run screenshots`: pictures of the console for the README and docs/console.md, made of the bundled newspaper on a line
 * of its own. Needs a Chromium: CHROMIUM_PATH, or one that is installed.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Article } from '#libs/contracts';
import { EmbeddedLineUnderTest } from '../support/lines.js';
import { launch, openTab } from './browser.js';
import { MIXED_PAGE } from './pages.js';

const root = process.cwd();
const samples = join(root, 'apps', 'standalone', 'samples');
const images = join(root, 'docs', 'images');
const SIZE = { width: 1100, height: 720 };

interface SamplePage {
  file: string;
  contentType: string;
}

const line = await EmbeddedLineUnderTest.start();
const browser = await launch();
try {
  const pages = JSON.parse(readFileSync(join(samples, 'pages.json'), 'utf8')) as SamplePage[];
  const ids: string[] = [];
  for (const { file, contentType, ...origin } of pages) {
    ids.push(await line.client.accept(readFileSync(join(samples, file)), contentType, origin));
  }
  ids.push(await line.client.accept(MIXED_PAGE.html, 'text/html', { url: MIXED_PAGE.url }));
  for (const id of ids) await line.client.settled(id, 60_000);
  const articles = await line.client.articles({ duplicates: 'true' });
  const found = (what: (article: Article) => boolean): Article => {
    const article = articles.find(what);
    if (article === undefined) throw new Error('the bundled newspaper has no such article any more');
    return article;
  };
  const copy = found(({ dedup }) => dedup.status === 'duplicate');
  const told = found(({ translations }) => translations.length > 0);
  const mixed = found(({ provenance }) => provenance.sourceId === 'mixed.example');
  const shots: { name: string; path: string; ready: string; scheme?: 'dark'; to?: string }[] = [
    { name: 'articles', path: 'articles?to=2026-11-19', ready: '.row' },
    { name: 'article', path: `articles/${mixed.id}`, ready: '.text' },
    { name: 'why', path: `articles/${copy.id}?why=1`, ready: '.comparison', to: '.why' },
    { name: 'story', path: `stories/${told.storyId}`, ready: '.column', scheme: 'dark' },
    { name: 'line', path: 'line', ready: '.stage' },
  ];
  mkdirSync(images, { recursive: true });
  for (const { name, path, ready, scheme = 'light', to } of shots) {
    const { page } = await openTab(browser, line.client.publishUrl, { viewport: SIZE, colorScheme: scheme });
    await page.goto(`/console/${path}`);
    await page.waitForSelector(ready);
    if (to !== undefined) await page.evaluate(`document.querySelector('${to}').scrollIntoView()`);
    await page.waitForTimeout(3000);
    await page.screenshot({ path: join(images, `console-${name}.png`) });
    await page.context().close();
    process.stdout.write(`docs/images/console-${name}.png\n`);
  }
} finally {
  await browser.close();
  await line.stop();
}
