import { describe, expect, it } from '@jest/globals';
import { captureId } from './ids.js';

describe('captureId', () => {
  const page = { sourceId: 'port.example', contentType: 'text/html', rawSha256: 'a'.repeat(64) };

  it('is that of the same page read the same way', () => {
    expect(captureId({ ...page, contentType: 'Text/HTML; charset=utf-8' })).toBe(captureId(page));
    expect(captureId({ ...page, timeZone: 'Europe/Kyiv' })).not.toBe(captureId(page));
  });

  it('tells readings with other languages apart, in whatever order they are named', () => {
    const both = captureId({ ...page, languages: ['uk', 'en'] });
    expect(captureId({ ...page, languages: ['en', 'uk'] })).toBe(both);
    expect(captureId({ ...page, languages: ['uk'] })).not.toBe(both);
    expect(both).not.toBe(captureId(page));
  });

  it('is what it was before sources had languages where none is named', () => {
    expect(captureId({ ...page, languages: [] })).toBe(captureId(page));
    expect(captureId(page)).toBe('4fmmrnnwyp1dygtw34zqr1pr5n');
  });
});
