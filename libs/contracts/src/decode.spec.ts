import { describe, expect, it } from '@jest/globals';
import { validateSync } from 'class-validator';
import { plainToInstance } from 'class-transformer';
import { BabelwireError, decode, encode, ResolvedArticle } from './index.js';
import { conforms } from './json-schema.js';

const id = '0'.repeat(26);
const hash = 'a'.repeat(64);
const instant = '2026-11-24T10:00:00.000Z';

const article = (): Record<string, unknown> => ({
  id,
  schemaVersion: 1,
  representationType: 'full',
  altIds: [{ role: 'amp', value: 'https://news.example/amp' }],
  headline: 'Міст відкрито',
  articleBody: 'Перший абзац.\n\nДругий абзац.',
  keywords: ['міст'],
  wordCount: 4,
  author: [{ name: 'Олена' }],
  image: [{ url: 'https://news.example/1.jpg' }],
  datePublished: '2026-11-24T12:00:00+02:00',
  datePublishedPrecision: 'minute',
  repeatsOnPage: 0,
  provenance: {
    captureId: id,
    sourceId: 'news.example',
    input: 'push',
    fetchedAt: instant,
    contentType: 'text/html',
    charset: 'utf-8',
    rawSha256: hash,
    rawBytes: 10,
    extractor: 'x',
    extractorVersion: '1',
  },
  inLanguage: 'uk',
  language: {
    tag: 'uk',
    script: 'Cyrl',
    confidence: 0.9,
    segments: [{ start: 0, end: 5, tag: 'uk', confidence: 1 }],
    detector: 'd',
    detectorVersion: '1',
  },
  fingerprint: { algorithmVersion: '1', contentHash: hash, data: 'AA==' },
  version: 1,
  pubStatus: 'usable',
  firstCreated: instant,
  versionCreated: instant,
  storyId: id,
  translations: [{ id, inLanguage: 'ru' }],
  dedup: { status: 'unique', method: 'none', repeats: 0, contentHash: hash, decidedAt: instant, algorithmVersion: '1' },
});

/** Every path to a value in a document. */
function* paths(value: unknown, path: (string | number)[] = []): Generator<(string | number)[]> {
  if (path.length > 0) yield path;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value))
    yield* paths(child, [...path, Array.isArray(value) ? Number(key) : key]);
}

function withValue(path: (string | number)[], value: unknown): Record<string, unknown> {
  const copy = article();
  let place = copy as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) place = place[key] as Record<string | number, unknown>;
  const last = path.at(-1) ?? '';
  if (value === undefined) Reflect.deleteProperty(place, last);
  else place[last] = value;
  return copy;
}

describe('decode', () => {
  it('reads a message of its class, and lets fields pass that it does not know', () => {
    const message = { ...article(), somethingNew: true };
    expect(decode(ResolvedArticle, encode(message))).toMatchObject(message);
  });

  it.each([
    ['null', null, 'empty-message'],
    ['no bytes', Buffer.alloc(0), 'empty-message'],
    ['broken JSON', Buffer.from('{"id":'), 'malformed-json'],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 'malformed-json'],
    ['an array', Buffer.from('[]'), 'invalid-message'],
    ['a number', Buffer.from('7'), 'invalid-message'],
  ])('calls %s poison', (_, value, code) => {
    expect(() => decode(ResolvedArticle, value)).toThrow(expect.objectContaining({ code, kind: 'poison' }));
  });

  it('names every faulty field by its path', () => {
    const message = { ...article(), version: 0, language: { ...(article().language as object), confidence: 7 } };
    const decoding = (): unknown => decode(ResolvedArticle, encode(message));
    expect(decoding).toThrow(BabelwireError);
    expect(decoding).toThrow(/version: [^]*language\.confidence: /);
  });

  it('takes by the compiled schema nothing that the classes refuse', () => {
    let refused = 0;
    for (const path of paths(article())) {
      for (const value of [undefined, null, '', 'x', -1, 1.5, true, [], {}, [{}], ['\u0000'], 'x'.repeat(30_000)]) {
        const message = JSON.parse(JSON.stringify(withValue(path, value))) as object;
        if (!conforms(ResolvedArticle, message)) continue;
        const faults = validateSync(plainToInstance(ResolvedArticle, message), { forbidUnknownValues: true });
        if (faults.length > 0) throw new Error(`${path.join('.')} = ${JSON.stringify(value)}: ${String(faults)}`);
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(10);
  });
});
