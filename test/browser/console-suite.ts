import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type Article, Topics } from '#libs/contracts';
import type { OutgoingMessage } from '#libs/messaging';
import { keyEnv } from '../support/key.js';
import { eventually } from '../support/http.js';
import type { LineUnderTest } from '../support/lines.js';
import { Newspaper } from '../support/newspaper/newspaper.js';
import { barriers, launch, openTab, type Tab } from './browser.js';
import { ARABIC_PAGE, LATE_PAGE, MIXED_PAGE } from './pages.js';

const samples = join(import.meta.dirname, '..', '..', 'apps', 'standalone', 'samples');

interface SamplePage {
  file: string;
  contentType: string;
  url?: string;
}

/** What no stage can read. */
const DEAD: OutgoingMessage[] = [
  ['first', '{"id":'],
  ['second', '{"id":"\u00e4"'],
  ['third', '{'],
].map(([key = '', text = '']) => ({ topic: Topics.captures, key, value: Buffer.from(text), headers: {} }));

/**
 * Every view and act of the console; nothing in it but the key knows which mode it is in.
 *
 * @param start starts a line with these settings, whose log has these messages
 */
export function consoleSuite(
  start: (env: Record<string, string>, messages: OutgoingMessage[]) => Promise<LineUnderTest>,
  { asksForKey }: { asksForKey: boolean },
): void {
  let paper: Newspaper;
  let line: LineUnderTest;
  let browser: Browser;
  let tab: Tab;
  let page: Page;
  let articles: Article[];

  beforeAll(async () => {
    paper = await Newspaper.start({ articles: 12 });
    const env = {
      FETCH_CONTACT: 'https://press.example/crawler',
      // The newspaper is on the loopback address, which is nobody's otherwise.
      FETCH_ALLOW: paper.host,
      FETCH_MIN_DELAY_MS: '0',
    };
    [line, browser] = await Promise.all([start(env, DEAD), launch()]);
    const pages = JSON.parse(readFileSync(join(samples, 'pages.json'), 'utf8')) as SamplePage[];
    const ids: string[] = [];
    for (const { file, contentType, ...origin } of pages) {
      ids.push(await line.client.accept(readFileSync(join(samples, file)), contentType, origin));
    }
    for (const { html, url } of [MIXED_PAGE, ARABIC_PAGE])
      ids.push(await line.client.accept(html, 'text/html', { url }));
    for (const id of ids) await line.client.settled(id, 60_000);
    articles = await line.client.articles({ duplicates: 'true' });
    tab = await openTab(browser, line.client.publishUrl);
    page = tab.page;
  }, 180_000);

  afterAll(async () => {
    await browser.close();
    await line.stop();
    await paper.close();
  }, 60_000);

  const open = async (path: string, ready: string): Promise<void> => {
    await page.goto(`/console/${path}`);
    await page.waitForSelector(ready);
  };
  const text = (selector: string): Promise<string> => page.locator(selector).first().innerText();
  const count = (selector: string): Promise<number> => page.locator(selector).count();
  /** Playwright's own waiting for a function would need eval, which the console's content policy refuses. */
  const until = (what: string, holds: () => Promise<boolean>): Promise<true> =>
    eventually(what, async () => ((await holds()) ? true : undefined), 20_000);
  const style = (selector: string, property: string): Promise<string> =>
    page.evaluate(`getComputedStyle(document.querySelector(${JSON.stringify(selector)})).${property}`);
  const query = (): URLSearchParams => new URL(page.url()).searchParams;
  const found = (what: (article: Article) => boolean): Article => articles.find(what)!;

  it(
    asksForKey ? 'asks for a key, once, and keeps it for the tab' : 'asks for no key on the loopback address',
    async () => {
      await page.goto('/');
      if (asksForKey) {
        const dialog = page.getByRole('dialog', { name: 'This line wants a key' });
        await dialog.getByLabel('API key').fill('not a key');
        await dialog.getByRole('button', { name: 'Use it' }).click();
        await dialog.getByText('key').first().waitFor();
        await dialog.getByLabel('API key').fill(keyEnv.API_KEY);
        await dialog.getByRole('button', { name: 'Use it' }).click();
      }
      await page.waitForSelector('.row');
      expect(new URL(page.url()).pathname).toBe('/console/articles');
      await page.reload();
      await page.waitForSelector('.row');
      expect(await count('dialog[open]')).toBe(0);
    },
  );

  it('lists articles with language, type, source and time in its zone', async () => {
    await open('articles?language=ar', '.row');
    expect(await count('.row')).toBe(1);
    expect(await text('.row')).toMatch(/سوق السمك/);
    expect(await text('.row-when')).toMatch(/07:40\s+\+02:00/);
    expect(await text('.row-meta')).toMatch(/ar.*full.*mina\.example/s);
    expect(await text('.day > h2')).toMatch(/20 November 2026/);
    expect(await style('.row-link', 'direction')).toBe('rtl');
  });

  it('colours languages within a text, by its offsets, with a legend', async () => {
    const mixed = found(({ provenance }) => provenance.sourceId === 'mixed.example');
    await open(`articles/${mixed.id}`, '.text');
    const shown = await page.locator('.text .span.lang[lang=uk]').allTextContents();
    const told = mixed.language.segments.filter(({ tag }) => tag === 'uk');
    const bare = (parts: string[]): string => parts.join('').replace(/\s/g, '');
    expect(bare(shown)).toMatch(/^Мизапитали/);
    expect(bare(shown)).toBe(bare(told.map(({ start, end }) => mixed.articleBody.slice(start, end))));
    expect(await text('.legend')).toContain('Ukrainian');
    expect(await style('.text .span.lang', 'backgroundColor')).not.toBe('rgba(0, 0, 0, 0)');
  });

  it('shows text as text, whatever it says', async () => {
    const mixed = found(({ provenance }) => provenance.sourceId === 'mixed.example');
    await open(`articles/${mixed.id}`, '.text');
    expect(await text('h1')).toContain('<b>zwei Ufer</b>');
    expect(await text('.text')).toContain('<img src=x onerror=');
    expect(await count('main img, main b')).toBe(0);
    expect(await page.title()).toContain('Die Brücke');
  });

  it('filters, and keeps the filters in the address', async () => {
    await open('articles', '.row');
    await page.getByRole('navigation', { name: 'Languages' }).getByText('Polish').click();
    await until('one language is left', async () => (await count('.legend a')) === 1);
    expect(query().get('language')).toBe('pl');
    await page.getByLabel('Type').selectOption('full');
    await page.getByText('No article is like that').waitFor();
    await page.goBack();
    await page.waitForSelector('.row');
    // Which of two alike articles is the copy depends on which came first, and across partitions that is chance.
    const { sourceId } = found(({ dedup }) => dedup.status === 'duplicate').provenance;
    const ofSource = articles.filter(({ provenance }) => provenance.sourceId === sourceId);
    const originals = ofSource.filter(({ dedup }) => dedup.status !== 'duplicate').length;
    await page.goto(`/console/articles?source=${encodeURIComponent(sourceId)}`);
    await until('originals show', async () => (await count('.row')) === originals);
    await page.getByLabel('Copies, too').check();
    await until('copies show', async () => (await count('.row')) === ofSource.length);
    expect(query().get('duplicates')).toBe('true');
    await page.reload();
    await until('copies show', async () => (await count('.row')) === ofSource.length);
    await open('articles?source=courier', '.row');
    await page.getByLabel('From', { exact: true }).fill('2026-11-19');
    await page.getByLabel('To', { exact: true }).fill('2026-11-19');
    await until('one day is left', async () => (await count('.day')) === 1);
    expect(await text('.day > h2')).toMatch(/19 November 2026/);
  });

  it('searches the text, and marks what it found', async () => {
    await open('articles', '.row');
    await page.keyboard.press('/');
    await page.keyboard.type('риштування');
    await until('one article is left', async () => (await count('.row')) === 1);
    expect(await text('mark')).toBe('риштування');
    expect(query().get('q')).toBe('риштування');
  });

  it('shows what comes while somebody looks, and says so', async () => {
    await open('articles?language=en', '.row');
    await line.client.accept(LATE_PAGE.html, 'text/html', { url: LATE_PAGE.url });
    await page.waitForSelector('.row.fresh');
    expect(await text('.row.fresh')).toContain('The last lantern keeper');
    expect(await page.locator('.articles [role=status]').innerText()).toBe('1 new article');
  });

  it('is told of what comes by the stream, and looks by itself where there is none', async () => {
    const looks = (of: Page): (() => number) => {
      let seen = 0;
      of.on('request', (request) => {
        if (new URL(request.url()).pathname === '/v1/articles') seen += 1;
      });
      return () => seen;
    };
    const streaming = page.waitForResponse((response) => response.url().includes('/v1/stream?'));
    await open('articles?language=de', '.row');
    expect((await streaming).status()).toBe(200);
    const told = looks(page);
    // The stream of the first tab is open; that of another, which has its key, is refused.
    await page.context().route('**/v1/stream?*', (route) => route.fulfill({ status: 503 }));
    const opening = page.context().waitForEvent('page');
    await page.evaluate(`void window.open('/console/articles?language=de')`);
    const other = await opening;
    await other.waitForSelector('.row');
    const alone = looks(other);
    await until('two looks of who is told nothing', () => Promise.resolve(alone() >= 2));
    // Once when the stream opened, at most.
    expect(told()).toBeLessThanOrEqual(1);
    await other.close();
    await page.context().unroute('**/v1/stream?*');
  });

  it('is worked with keys', async () => {
    await open('articles', '.row');
    const focused = (): Promise<string> => page.evaluate('document.activeElement.textContent');
    const links = await page.locator('.row-link').allTextContents();
    for (const key of ['j', 'j', 'j', 'k']) await page.keyboard.press(key);
    expect(await focused()).toBe(links[1]);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.text');
    await page.keyboard.press('u');
    await page.waitForSelector('.row');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('/');
    expect(await page.evaluate('document.activeElement.type')).toBe('search');
    await page.keyboard.press('Escape');
    expect(await page.evaluate('document.activeElement.type')).not.toBe('search');
  });

  it('says why an article is a copy, and takes the verdict back', async () => {
    const copy = found(({ dedup }) => dedup.status === 'duplicate');
    await open(`articles/${copy.id}`, '.text');
    await page.getByText('Why is it here?').click();
    await page.waitForSelector('.comparison');
    expect(await text('.why')).toMatch(/It is a copy/);
    expect(await text('.measures')).toMatch(/The same words \d\.\d\d; \d\.\d\d is needed/);
    expect(await page.locator('.comparison .pair > div').count()).toBe(2);
    await page.getByLabel('Your reason').fill('two reports of one event');
    await page.getByRole('button', { name: 'They do not' }).click();
    await page.getByText('It is no copy: an editor said so').waitFor();
  });

  it('compares any two articles, and makes them one story', async () => {
    const [one, other] = ['mixed.example', 'mina.example'].map((source) =>
      found(({ provenance }) => provenance.sourceId === source),
    );
    await open(`articles/${one!.id}?why=1`, '.why form');
    await page.getByLabel('Compare with').fill(`${line.client.publishUrl}/console/articles/${other!.id}`);
    await page.getByRole('button', { name: 'Compare' }).click();
    await page.waitForSelector('.comparison');
    expect(query().get('with')).toBe(other!.id);
    await page.getByRole('button', { name: 'They tell one story' }).click();
    await page.getByText('Linked by an editor').waitFor();
  });

  it('shows a story, its languages side by side', async () => {
    const told = found(({ translations }) => translations.length > 0);
    await open(`stories/${told.storyId}`, '.column');
    const columns = page.locator('.column');
    expect(await columns.count()).toBeGreaterThanOrEqual(2);
    const [first, second] = [await columns.nth(0).boundingBox(), await columns.nth(1).boundingBox()];
    expect(first?.y).toBe(second?.y);
    expect(first?.x).not.toBe(second?.x);
    expect(await text('.edges')).toMatch(/score 0\.\d+, 0\.\d+ was needed/);
    await page.locator('.edges a').first().click();
    await page.waitForSelector('.comparison');
  });

  it('tries a page, and stores nothing until it is told to', async () => {
    await open('try', 'textarea');
    await page.getByLabel('HTML or text').fill(readFileSync(join(samples, 'uk-library-instruments.html'), 'utf8'));
    await page.getByLabel('Time zone').fill('Europe/Kyiv');
    const answered = page.waitForResponse((response) => response.url().endsWith('/v1/captures/try'));
    await page.getByRole('button', { name: 'Try', exact: true }).click();
    // The first one starts a thread and loads the language model.
    await page.waitForSelector('.trial', { timeout: 60_000 });
    expect(await text('.trial')).toMatch(/uk\s+Ukrainian\s+full/);
    expect(await text('.trial')).toContain('12:10');
    const { capture } = (await (await answered).json()) as { capture: { id: string } };
    await line.idle();
    expect(await line.client.get(`/v1/captures/${capture.id}`)).toBeUndefined();

    await page.getByLabel('HTML or text').fill('');
    await page.getByLabel('Address').fill(`${paper.origin}${paper.articles[3]!.path}`);
    await page.getByRole('button', { name: 'Fetch and try' }).click();
    await until('the fetched page is there', async () => (await text('.trial h3')) === paper.articles[3]!.headline);
    await page.getByLabel('Address').fill('http://169.254.169.254/latest');
    await page.getByRole('button', { name: 'Fetch and try' }).click();
    await page.getByRole('alert').getByText('not an address of the public Internet').first().waitFor();

    await page.getByLabel('Address').fill(MIXED_PAGE.url);
    await page.getByLabel('HTML or text').fill(ARABIC_PAGE.html.replaceAll('الصباح', 'اليوم'));
    await page.getByRole('button', { name: 'Try', exact: true }).click();
    await page.getByRole('button', { name: 'Send it down the line' }).click();
    await page.getByText('Sent down the line').waitFor();
  });

  it('tests, adds, pauses, resumes and removes a source', async () => {
    await open('sources', '.add-source');
    await page.getByLabel('Address of').fill(`${paper.origin}/feeds/en-de.atom`);
    await page.locator('.add-source').getByRole('button', { name: 'Test' }).click();
    await page.waitForSelector('.source-trial li');
    await page.getByRole('button', { name: 'Add' }).click();
    await page.waitForSelector('.source-row');
    await page.getByRole('button', { name: /^Pause/ }).click();
    await page.waitForSelector('.health-paused');
    await page.getByRole('button', { name: /^Resume/ }).click();
    await page.waitForSelector('.health:not(.health-paused)');
    await page.locator('.source-row').getByRole('button', { name: /^Test/ }).click();
    await page.waitForSelector('.source-row .source-trial li');
    await page.getByRole('button', { name: /^Remove \S/ }).click();
    await page.getByRole('button', { name: 'Remove it' }).click();
    await page.getByText('There are none yet').waitFor();
  });

  it('shows the line, and leads from it to what could not be handled', async () => {
    await open('line', '.stage');
    expect(await page.locator('.step h2').allInnerTexts()).toEqual(['ingest', 'language', 'dedup', 'publish']);
    expect(await count('.stage')).toBe(7);
    await until('rates are there', async () => !(await text('.line')).includes('…'));
    expect(await text('.state')).toContain('Something wants a person');
    await page.getByRole('link', { name: 'dead letters', exact: true }).click();
    await page.waitForSelector('.letter');
    expect(await count('.letter')).toBe(3);
  });

  it('shows dead letters with their reason, sends them back, and puts them away', async () => {
    await open('dead-letters', '.letter');
    expect(await text('.letter')).toMatch(/malformed-json\s+poison/);
    await page.locator('.letter [data-entry]').first().click();
    await page.waitForSelector('pre');
    expect(await page.locator('pre').innerText()).toMatch(/^\{/);
    await page.locator('.letter input').first().check();
    await page.getByRole('button', { name: 'Send back 1' }).click();
    await page.getByText('1 sent back').waitFor();
    await page.getByRole('link', { name: 'all, also those dealt with' }).click();
    await page.getByText('replayed by console').waitFor();
    await open('dead-letters', '.letter');
    await page.getByRole('button', { name: 'Choose all' }).click();
    await page.getByLabel('Reason').fill('cut off on the way');
    await page.getByRole('button', { name: /^Put away/ }).click();
    await page.getByText(/\d put away/).waitFor();
  });

  it('has no barriers that axe finds, in light and in dark, and no fault in any view', async () => {
    const copy = found(({ dedup }) => dedup.status === 'duplicate');
    const told = found(({ translations }) => translations.length > 0);
    const views: [path: string, ready: string][] = [
      ['articles?duplicates=true', '.row'],
      [`articles/${copy.id}?why=1&with=${told.id}`, '.comparison'],
      [`stories/${told.storyId}`, '.column'],
      ['try', 'textarea'],
      ['sources', '.add-source'],
      ['line', '.stage'],
      ['dead-letters?handled=true', '.letter'],
      ['nowhere', '.empty'],
    ];
    const against: string[] = [];
    for (const [path, ready] of views) {
      await open(path, ready);
      await page.emulateMedia({ colorScheme: 'light' });
      against.push(...(await barriers(page)).map((barrier) => `${path}: ${barrier}`));
      // In the dark nothing but the colours is another.
      await page.emulateMedia({ colorScheme: 'dark' });
      against.push(...(await barriers(page, ['color-contrast'])).map((barrier) => `${path}, dark: ${barrier}`));
    }
    expect(against).toEqual([]);
  });

  it('fits a narrow screen', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    const told = found(({ translations }) => translations.length > 0);
    for (const path of [
      'articles',
      `articles/${told.id}?why=1`,
      `stories/${told.storyId}`,
      'try',
      'sources',
      'line',
      'dead-letters',
    ]) {
      await open(path, 'h1');
      const over = await page.evaluate('document.documentElement.scrollWidth > window.innerWidth');
      expect({ path, over }).toEqual({ path, over: false });
    }
  });

  it('moves nothing where motion is not wanted', async () => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await open('articles', '.row');
    await page.locator('.row').first().evaluate('row => row.classList.add("fresh")');
    const names = `[...document.querySelectorAll('*')].map((e) => getComputedStyle(e).animationName)`;
    expect(new Set(await page.evaluate<string[]>(names))).toEqual(new Set(['none']));
  });

  it('did all of that without an error, and asked nobody but the line', () => {
    expect(tab.faults).toEqual([]);
  });
}
