import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseAddress, refusalOf } from './address.js';
import { createGuardPolicy, guardUrl, type GuardOptions } from './guard.js';

const codeOf = (url: string, options: GuardOptions = {}): string => {
  try {
    guardUrl(url, createGuardPolicy(options));
    return 'allowed';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('the addresses', () => {
  it.each([
    '1.1.1.1 9.255.255.255 11.0.0.0 93.184.215.14 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0 169.253.255.255',
    '169.255.0.0 172.15.255.255 172.32.0.0 192.0.1.0 192.167.255.255 192.169.0.0 198.17.255.255 198.20.0.0 223.255.255.255',
    '2606:4700::1111 2a00:1450:4001::200e 2003::1 2400:cb00::1 2001:200::1 2001:4860:4860::8888 ::ffff:1.1.1.1',
  ])('of the public Internet are free: %s', (addresses) => {
    const refusals = addresses.split(' ').map((text) => [text, refusalOf(parseAddress(text)!)]);
    expect(refusals.filter(([, refusal]) => refusal !== undefined)).toEqual([]);
  });

  const byte = fc.integer({ min: 0, max: 255 });
  const forbidden = fc.oneof(
    fc.tuple(fc.constantFrom(0, 10, 127), byte, byte, byte),
    fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), byte, byte),
    fc.tuple(fc.constant(192), fc.constant(168), byte, byte),
    fc.tuple(fc.constant(169), fc.constant(254), byte, byte),
    fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), byte, byte),
    fc.tuple(fc.integer({ min: 224, max: 255 }), byte, byte, byte),
  );
  const radix = fc.constantFrom(
    (value: number) => String(value),
    (value: number) => `0x${value.toString(16)}`,
    (value: number) => `0${value.toString(8)}`,
  );

  it('are refused in every number system and in every IPv6 dress', () => {
    fc.assert(
      fc.property(
        forbidden,
        fc.tuple(radix, radix, radix, radix),
        fc.integer({ min: 1, max: 4 }),
        (bytes, radices, parts) => {
          const [a, b, c, d] = bytes;
          const last = [0, 1, 2, 3].slice(parts - 1).reduce((sum, at) => sum * 256 + bytes[at]!, 0);
          const numbers = [...bytes.slice(0, parts - 1), last].map((value, at) => radices[at]!(value));
          const hex = `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
          const dresses = [
            `::ffff:${hex}`,
            `::ffff:0:${hex}`,
            `64:ff9b::${hex}`,
            `2002:${hex}::1`,
            `2a00:1450::5efe:${hex}`,
          ];
          for (const host of [numbers.join('.'), ...dresses.map((text) => `[${text}]`)]) {
            expect([host, codeOf(`http://${host}/`)]).toEqual([host, 'fetch.address-refused']);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('outside the block that IANA gives out are refused without being listed', () => {
    const word = fc.integer({ min: 0, max: 0xffff });
    fc.assert(
      fc.property(fc.tuple(word, word, word, word, word, word, word, word), (words) => {
        fc.pre(words[0] < 0x2000 || words[0] > 0x3fff);
        const text = words.map((one) => one.toString(16)).join(':');
        expect(codeOf(`http://[${text}]/`)).toBe('fetch.address-refused');
      }),
    );
  });
});

describe('the guard', () => {
  it.each([
    ['https://news.example/a', 'allowed'],
    ['http://news.example:8080/a?b=c', 'allowed'],
    ['https://новини.example/', 'allowed'],
    ['https://1.1.1.1/', 'allowed'],
    ['https://[2606:4700::1111]:8443/', 'allowed'],
    ['ftp://news.example/', 'fetch.scheme-refused'],
    ['file:///etc/passwd', 'fetch.scheme-refused'],
    ['gopher://127.0.0.1:6379/_x', 'fetch.scheme-refused'],
    ['javascript:alert(1)', 'fetch.scheme-refused'],
    ['data:text/html,x', 'fetch.scheme-refused'],
    ['news.example/a', 'fetch.invalid-url'],
    ['//news.example/a', 'fetch.invalid-url'],
    ['', 'fetch.invalid-url'],
    ['http://', 'fetch.invalid-url'],
    ['http://1.2.3.256/', 'fetch.invalid-url'],
    [`http://news.example/${'a'.repeat(9000)}`, 'fetch.invalid-url'],
    [`http://${'a.'.repeat(200)}example/`, 'fetch.invalid-url'],
    ['http://user@news.example/', 'fetch.credentials-in-url'],
    ['http://:secret@news.example/', 'fetch.credentials-in-url'],
    ['http://news.example:22/', 'fetch.port-refused'],
    ['http://news.example:6379/', 'fetch.port-refused'],
    ['http://1.1.1.1:25/', 'fetch.port-refused'],
    ['http://intranet/', 'fetch.host-refused'],
    ['http://printer.lan/', 'fetch.host-refused'],
    ['http://abc.onion/', 'fetch.host-refused'],
  ])('says to %s: %s', (url, code) => {
    expect(codeOf(url)).toBe(code);
  });

  it('returns the URL as it will be fetched', () => {
    const policy = createGuardPolicy();
    expect(guardUrl(' HTTPS://News.Example.:443/a/../b#part ', policy).href).toBe('https://news.example/b');
  });
});

describe('the allow-list', () => {
  it.each<[string, string, string]>([
    ['10.1.0.0/16', 'http://10.1.2.3/', 'allowed'],
    ['10.1.0.0/16', 'http://[::ffff:10.1.2.3]/', 'allowed'],
    ['10.1.0.0/16', 'http://10.2.0.1/', 'fetch.address-refused'],
    ['10.1.0.0/16', 'http://10.1.2.3:8123/', 'fetch.address-refused'],
    ['127.0.0.1:8123', 'http://127.0.0.1:8123/', 'allowed'],
    ['127.0.0.1:8123', 'http://127.0.0.1/', 'fetch.address-refused'],
    ['127.0.0.1:8123', 'http://127.0.0.2:8123/', 'fetch.address-refused'],
    ['127.0.0.1:8123', 'http://1.1.1.1:8123/', 'fetch.port-refused'],
    ['[fd00:1::]/32', 'http://[fd00:1::7]/', 'allowed'],
    ['[fd00:1::]/32', 'http://[fd00:2::7]/', 'fetch.address-refused'],
    ['[::1]:8123', 'http://[::1]:8123/', 'allowed'],
    ['press.intranet', 'http://press.intranet/', 'allowed'],
    ['press.intranet', 'http://www.press.intranet/', 'fetch.host-refused'],
    ['Press.Intranet:8123', 'http://press.intranet:8123/', 'allowed'],
    ['press.intranet:8123', 'http://press.intranet/', 'fetch.host-refused'],
    ['press', 'http://press/', 'allowed'],
    ['press', 'http://169.254.169.254/', 'fetch.address-refused'],
  ])('%s: %s is %s', (entry, url, code) => {
    expect(codeOf(url, { allow: [entry] })).toBe(code);
  });

  it.each([
    '',
    '10.0.0.0/33',
    '10.0.0/8',
    'http://10.0.0.1/',
    '[fd00::/8',
    '10.0.0.1:0',
    '10.0.0.1:99999',
    '0x7f.1',
    'a b',
  ])('refuses the entry "%s" by name', (entry) => {
    const read = (): unknown => createGuardPolicy({ allow: [entry] });
    expect(read).toThrow(expect.objectContaining({ code: 'invalid-configuration' }));
    expect(read).toThrow(`"${entry}"`);
  });
});
