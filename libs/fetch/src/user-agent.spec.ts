import { describe, expect, it } from '@jest/globals';
import { createFetcher } from './fetcher.js';
import { userAgentOf } from './user-agent.js';

describe('the User-Agent', () => {
  it.each([
    [
      { contact: 'https://press.example/crawler', version: '0.1.0' },
      'Babelwire/0.1.0 (+https://press.example/crawler)',
    ],
    [{ contact: 'mailto:desk@press.example' }, 'Babelwire (+mailto:desk@press.example)'],
    [{ contact: ' desk@press.example ', product: 'Pressebeobachter' }, 'Pressebeobachter (+mailto:desk@press.example)'],
  ])('names who asks and whom to turn to: %p', (identity, expected) => {
    expect(userAgentOf(identity)).toBe(expected);
  });

  it.each([
    [{ contact: '' }, 'is not set'],
    [{ contact: 'desk' }, 'is "desk"'],
    [{ contact: 'https://localhost/' }, 'is "https://localhost/"'],
    [{ contact: 'a@b.example\r\nCookie: x' }, 'contact'],
    [{ contact: 'https://a.example/) Mozilla/5.0 (' }, 'contact'],
    [{ contact: 'a@b.example', product: 'Babel wire' }, 'product name'],
    [{ contact: 'a@b.example', version: '1 (x)' }, 'version'],
  ])('can not be had without an honest contact: %p', (identity, word) => {
    const make = (): unknown => createFetcher({ identity });
    expect(make).toThrow(expect.objectContaining({ code: 'invalid-configuration' }));
    expect(make).toThrow(word);
  });
});
