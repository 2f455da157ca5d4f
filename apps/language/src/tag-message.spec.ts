import { beforeAll, describe, expect, it } from '@jest/globals';
import { decode, encode, TaggedArticle, Topics } from '#libs/contracts';
import { DETECTOR, type LanguageDetector, loadDetector } from '#libs/langid';
import { tagMessage } from './tag-message.js';

const id = '0'.repeat(26);
const timestamp = Date.UTC(2026, 10, 24, 10);

const provenance = {
  captureId: id,
  sourceId: 'port.example',
  input: 'push',
  fetchedAt: '2026-11-24T10:00:00.000Z',
  contentType: 'text/html',
  charset: 'utf-8',
  rawSha256: 'a'.repeat(64),
  rawBytes: 10,
  extractor: 'x',
  extractorVersion: '1',
};

const article = (changes: object = {}): object => ({
  id,
  schemaVersion: 1,
  representationType: 'full',
  altIds: [],
  headline: 'Old bridge closed to lorries',
  articleBody: 'The harbour master closed the old bridge to lorries on Tuesday morning.',
  keywords: ['останні новини порту', 'последние новости порта'],
  wordCount: 12,
  author: [],
  image: [],
  repeatsOnPage: 0,
  provenance,
  ...changes,
});

let detector: LanguageDetector;
beforeAll(async () => {
  detector = await loadDetector();
});

function tagged(changes: object = {}): TaggedArticle {
  return decode(TaggedArticle, tagMessage({ value: encode(article(changes)), timestamp }, detector).value);
}

describe('tagMessage', () => {
  it('says who told the language, and in which version', () => {
    expect(tagged().language).toMatchObject({ detector: DETECTOR.name, detectorVersion: DETECTOR.version });
  });

  it('tells the language of headline and body, whatever the keywords are in', () => {
    const { inLanguage, language } = tagged();
    expect(inLanguage).toBe('en');
    expect(language).toMatchObject({ tag: 'en', script: 'Latn' });
    expect(language.segments).toEqual([{ start: 0, end: 70, tag: 'en', confidence: 1 }]);
  });

  it('records what the page declares, and flags that it is another language', () => {
    expect(tagged({ declaredLanguage: 'uk-UA' }).language).toMatchObject({
      tag: 'en',
      declared: 'uk-UA',
      reason: 'the page declares uk-UA',
    });
    const { language } = tagged({ declaredLanguage: 'en-GB' });
    expect(language.declared).toBe('en-GB');
    expect(language.reason).toBeUndefined();
  });

  describe('of a source whose languages are known', () => {
    const of = (sourceLanguages: string[], articleBody: string): TaggedArticle['language'] =>
      tagged({ headline: undefined, articleBody, provenance: { ...provenance, sourceLanguages } }).language;

    it('prefers them where the words could be of several', () => {
      const shared = 'Voda je hladna.';
      expect(of(['sl'], shared).tag).toBe('sl');
      expect(of(['hr'], shared).tag).toBe('hr');
    });

    it('looks for them alone in the segments', () => {
      const line = 'Погода в городе на неделю. Погода в місті на тиждень.';
      const tags = (known: string[]): string[] => of(known, line).segments.map((segment) => segment.tag);
      expect(tags(['ru', 'uk'])).toEqual(['ru', 'uk']);
      expect(tags(['ru', 'be'])).not.toContain('uk');
    });

    it('still says which it is when it is none of them', () => {
      const { tag, segments } = of(
        ['en', 'ru'],
        'Stary prom zostanie na rzece do końca sezonu, a potem trafi do muzeum.',
      );
      expect(tag).toBe('pl');
      expect(segments.map((segment) => segment.tag)).toEqual(['pl']);
    });
  });

  it('gives a reason where nobody could know', () => {
    const { inLanguage, language } = tagged({ headline: '12:45', articleBody: '12:45 – 13:00, G8' });
    expect(inLanguage).toBe('und');
    expect(language.reason).toBeTruthy();
  });

  it('makes an event of its own of each article and detector, and the same again of the same', () => {
    const first = tagMessage({ value: encode(article()), timestamp }, detector);
    expect(first).toMatchObject({ topic: Topics.articlesTagged, key: id, language: 'en' });
    expect(first.headers).toMatchObject({
      ce_type: 'article.tagged',
      ce_subject: id,
      ce_time: '2026-11-24T10:00:00.000Z',
    });
    expect(tagMessage({ value: encode(article()), timestamp }, detector)).toEqual(first);
  });

  it('refuses what is no article', () => {
    expect(() => tagMessage({ value: Buffer.from('{}'), timestamp }, detector)).toThrow(/not a valid ExtractedArticle/);
  });
});
