import { captureId, encode, type ErrorKind } from '#libs/contracts';
import { linkScore, storySignature } from '#libs/similarity';
import {
  type GeneratedText,
  generatedText,
  LANGUAGES,
  type PageLanguage,
  pageOf,
  pick,
  random,
} from '../support/generated-pages.js';

/** What is sent: a page over HTTP, or a message that can never be handled, straight into the log. */
export type Item =
  | { kind: 'page'; url: string; source: string; fetchedAt: string; html: string }
  | { kind: 'poison'; key: string; value: Buffer; code: string; errorKind: ErrorKind };

/** What must come out of one or more pages that belong together. */
export type Expectation = { language: Record<string, PageLanguage> } & (
  | { family: 'single' | 'resent'; urls: [string] }
  /** One of them is the original, whichever came first, and all the others repeat it. */
  | { family: 'exact copies' | 'near copies'; urls: string[] }
  /** One story in two languages. */
  | { family: 'pair'; urls: [string, string] }
  /** One address, two texts: the later one stays. */
  | { family: 'edited'; urls: [string]; lastWord: string }
);

export interface Workload {
  /** In the order of sending. */
  items: Item[];
  expected: Expectation[];
}

/** Pages are fetched, for the line, in the hour before this instant: inside every window. */
const START = Date.UTC(2026, 10, 20, 8);
/** How far from its family's place in the order a page is sent: copies meet in one batch, or minutes apart. */
const SPREAD = 40;
/** Well above the .43 from which texts told within an hour of each other are one story. */
const CLEAR_SCORE = 0.55;

/** About `pages` pages and one poison message in every fifty, always the same ones for a seed. */
export function workload(pages: number, seed: number): Workload {
  const next = random(seed);
  const expected: Expectation[] = [];
  const placed: { at: number; item: Item }[] = [];
  const place = (item: Item): void => void placed.push({ at: placed.length + next() * SPREAD, item });
  for (let index = 0; placed.length < pages; index += 1) {
    const family = new Family(`s${seed}-${index}`, pick(LANGUAGES, next), index, next);
    const { items, expectation } = family.make();
    items.forEach(place);
    expected.push(expectation);
    if (placed.length % 50 < items.length) place(poison(`s${seed}-${index}`, expected.length));
  }
  return { items: placed.sort((a, b) => a.at - b.at).map(({ item }) => item), expected };
}

class Family {
  private readonly published: string;
  private readonly text: GeneratedText;

  constructor(
    private readonly name: string,
    private readonly language: PageLanguage,
    private readonly index: number,
    private readonly next: () => number,
  ) {
    this.published = new Date(START - 24 * 3600_000 + index * 5_000).toISOString();
    this.text = generatedText(name, language);
  }

  make(): { items: Item[]; expectation: Expectation } {
    const chance = this.next();
    if (chance < 0.62) return this.single(1);
    if (chance < 0.66) return this.single(2);
    if (chance < 0.78) return this.copies('exact copies', () => this.text);
    if (chance < 0.9) return this.copies('near copies', (copy) => (copy === 0 ? this.text : this.reworded(copy)));
    if (chance < 0.96) return this.pair();
    return this.edited();
  }

  private single(times: number): { items: Item[]; expectation: Expectation } {
    const [item, url] = this.page('one', this.text);
    const family = times === 1 ? 'single' : 'resent';
    return {
      items: Array.from({ length: times }, () => item),
      expectation: { family, urls: [url], language: { [url]: this.language } },
    };
  }

  private copies(
    family: 'exact copies' | 'near copies',
    textOf: (copy: number) => GeneratedText,
  ): { items: Item[]; expectation: Expectation } {
    const pages = Array.from({ length: 2 + Math.floor(this.next() * 3) }, (_, copy) =>
      this.page(`site${copy}`, textOf(copy)),
    );
    const urls = pages.map(([, url]) => url);
    const language = Object.fromEntries(urls.map((url) => [url, this.language]));
    return { items: pages.map(([item]) => item), expectation: { family, urls, language } };
  }

  private pair(): { items: Item[]; expectation: Expectation } {
    const other = LANGUAGES[(LANGUAGES.indexOf(this.language) + 1 + Math.floor(this.next() * 3)) % LANGUAGES.length]!;
    const { text, translation } = this.clearPair(other);
    const [item, url] = this.page('one', text);
    const [translated, otherUrl] = this.page('two', translation, other);
    const language = { [url]: this.language, [otherUrl]: other };
    return { items: [item, translated], expectation: { family: 'pair', urls: [url, otherUrl], language } };
  }

  /** Two texts that nobody could take for two stories: whether close cases are linked is not what is tested here. */
  private clearPair(other: PageLanguage): { text: GeneratedText; translation: GeneratedText } {
    for (let tries = 0; ; tries += 1) {
      const seed = `${this.name}/pair${tries}`;
      const [text, translation] = [generatedText(seed, this.language), generatedText(seed, other)];
      const signature = (one: GeneratedText, language: PageLanguage): ReturnType<typeof storySignature> =>
        storySignature([one.headline, ...one.paragraphs].join('\n'), language);
      const { score } = linkScore(signature(text, this.language), signature(translation, other));
      if (score >= CLEAR_SCORE) return { text, translation };
    }
  }

  private edited(): { items: Item[]; expectation: Expectation } {
    const lastWord = `Edition${this.index}`;
    const [before, url] = this.page('one', this.text);
    const paragraphs = [...this.text.paragraphs, `${this.reworded(1).paragraphs[0] ?? ''} ${lastWord}.`];
    const [after] = this.page('one', { ...this.text, paragraphs }, this.language, 60_000);
    return {
      items: [before, after],
      expectation: { family: 'edited', urls: [url], lastWord, language: { [url]: this.language } },
    };
  }

  /** The text with one sentence of it in other words. */
  private reworded(copy: number): GeneratedText {
    const paragraphs = [...this.text.paragraphs];
    const at = copy % paragraphs.length;
    const other = generatedText(`${this.name}/${copy}`, this.language, 1);
    paragraphs[at] = `${paragraphs[at]?.split('. ').slice(1).join('. ') ?? ''} ${other.headline}.`;
    return { ...this.text, paragraphs };
  }

  private page(site: string, text: GeneratedText, language = this.language, later = 0): [Item, string] {
    const url = `https://${site}.example/${this.name}`;
    const { html } = pageOf(text, { url, language, published: this.published, site });
    const fetchedAt = new Date(START + this.index * 100 + later).toISOString();
    return [{ kind: 'page', url, source: site, fetchedAt, html }, url];
  }
}

/** A message that can never be handled, of one of five kinds, and the reason that must stand in the dead-letter topic. */
export function poison(series: string, index: number): Item & { kind: 'poison' } {
  const key = `poison-${series}-${index}`;
  const id = captureId({ sourceId: series, contentType: 'text/html', rawSha256: String(index).padStart(64, '0') });
  const capture = {
    id,
    sourceId: series,
    input: 'push',
    contentType: 'text/html',
    fetchedAt: '2026-11-20T10:00:00.000Z',
    body: `<p>poison ${index}</p>`,
    bodyEncoding: 'utf8',
  };
  const kinds: [Buffer, string][] = [
    [Buffer.from(`{"id":"${id}", "body": `), 'malformed-json'],
    [Buffer.from([0xff, 0xfe, 0x00, index % 256]), 'malformed-json'],
    [encode({ ...capture, fetchedAt: 'yesterday', body: '' }), 'invalid-message'],
    [encode({ ...capture, timeZone: 'Europe/Atlantis' }), 'unknown-time-zone'],
    [encode({ ...capture, body: Buffer.alloc(64).toString('base64'), bodyEncoding: 'base64' }), 'not-text'],
  ];
  const [value, code] = kinds[index % kinds.length]!;
  return { kind: 'poison', key, value, code, errorKind: 'poison' };
}
