import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { matchesPattern, normalizePath, normalizePattern } from './paths.js';
import { isPathAllowed, parseRobots } from './rules.js';

const allows = (lines: string[], path: string, product = 'Babelwire'): boolean =>
  isPathAllowed(parseRobots(lines.join('\n'), product), path);

describe('the groups of a robots.txt', () => {
  const file = ['User-agent: *', 'Disallow: /all', '', 'User-agent: babelWIRE', 'Disallow: /us'];

  it('that name the crawler hold, whatever the case, and then the general one does not', () => {
    expect([allows(file, '/us'), allows(file, '/all')]).toEqual([false, true]);
    expect([allows(file, '/us', 'Other'), allows(file, '/all', 'Other')]).toEqual([true, false]);
  });

  it('are taken together when several name it', () => {
    const split = [
      'User-agent: babelwire',
      'Disallow: /a',
      'User-agent: x',
      'Disallow: /x',
      'User-agent: Babelwire',
      'Disallow: /b',
    ];
    expect(['/a', '/b', '/x'].map((path) => allows(split, path))).toEqual([false, false, true]);
  });

  it('may have several names over one set of rules', () => {
    const shared = ['User-agent: first', 'User-agent: babelwire', '', '# a word', 'User-agent: *', 'Disallow: /a'];
    expect(['First', 'Babelwire', 'Other'].map((product) => allows(shared, '/a', product))).toEqual([
      false,
      false,
      false,
    ]);
  });

  it.each([
    ['Babelwire/2.0', false],
    ['babelwire (the news one)', false],
    ['Babelwire-Images', true],
    ['Babel', true],
    ['wire', true],
  ])('named "%s" are the crawler\'s or not', (agent, allowed) => {
    expect(allows([`User-agent: ${agent}`, 'Disallow: /'], '/a')).toBe(allowed);
  });

  it('without a user agent before them hold for nobody', () => {
    expect(allows(['Disallow: /'], '/a')).toBe(true);
  });

  it('with no rule in them allow all, the general one notwithstanding', () => {
    expect(allows(['User-agent: *', 'Disallow: /', 'User-agent: babelwire', 'Disallow:'], '/a')).toBe(true);
  });
});

describe('the rules', () => {
  it.each<[string[], string, boolean]>([
    [['Disallow: /a', 'Allow: /a/b'], '/a/b/c', true],
    [['Allow: /a/b', 'Disallow: /a'], '/a/c', false],
    [['Disallow: /a', 'Allow: /a'], '/a', true],
    [['Allow: /a', 'Disallow: /a'], '/a', true],
    [['Allow: /p', 'Disallow: /'], '/page', true],
    [['Allow: /folder', 'Disallow: /folder'], '/folder/page', true],
    [['Allow: /page', 'Disallow: /*.htm'], '/page.htm', false],
    [['Allow: /page', 'Disallow: /*.ph'], '/page.php5', true],
    [['Allow: /$', 'Disallow: /'], '/', true],
    [['Allow: /$', 'Disallow: /'], '/page.htm', false],
    [['Disallow: /*.gif$'], '/a.gif', false],
    [['Disallow: /*.gif$'], '/a.gif?x', true],
    [['Disallow: /*/b/*/c'], '/a/b/x/y/c', false],
    [['Disallow: /*/b/*/c'], '/b/x/c', true],
    [['Disallow: /fish*'], '/fish', false],
    [['Disallow: /fish/'], '/fish', true],
    [['Disallow: /Fish'], '/fish', true],
    [['Disallow: *'], '/a', false],
    [['Disallow: /a$b'], '/a$b', false],
    [['Disallow: /'], '/robots.txt', true],
    [['Disallow: /?q='], '/?q=1', false],
    [['DISALLOW : /a # a word', 'Allow'], '/a', false],
    [['Disallow: a'], '/a', true],
  ])('%p say to %s: %s', (rules, path, expected) => {
    expect(allows(['User-agent: *', ...rules], path)).toBe(expected);
  });

  it.each([
    ['/новини', '/%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8/1', false],
    ['/%d0%bdовини', '/%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8', false],
    ['/a%2Fb', '/a/b', true],
    ['/a%2fb', '/a%2Fb', false],
    ['/%7Euser', '/~user', false],
    ['/~user', '/%7euser', false],
    ['/a%3Cd%3E', '/a%3cd%3e', false],
    ['/a%2Ab', '/a*b', false],
    ['/a%2Ab', '/axb', true],
    ['/price%24', '/price$', false],
    ['/a%zz', '/a%zz', false],
  ])('see through the spelling: %s and %s', (pattern, path, allowed) => {
    expect(allows(['User-agent: *', `Disallow: ${pattern}`], path)).toBe(allowed);
  });

  it('match as a regular expression of the same meaning does', () => {
    const piece = fc.constantFrom('/', 'a', 'b', '*', '$', '%41', 'é');
    const text = (from: fc.Arbitrary<string>, maxLength: number): fc.Arbitrary<string> =>
      fc.array(from, { maxLength }).map((parts) => `/${parts.join('')}`);
    fc.assert(
      fc.property(text(piece, 8), text(fc.constantFrom('/', 'a', 'b', '*', '$', 'A'), 12), (pattern, path) => {
        const plain = normalizePattern(pattern);
        const end = plain.endsWith('$') ? '$' : '';
        const body = (end ? plain.slice(0, -1) : plain).replaceAll('$', '%24');
        const same = new RegExp(
          `^${body
            .split('*')
            .map((part) => part.replace(/[.?+^${}()|[\]\\]/g, '\\$&'))
            .join('[^]*')}${end}`,
        );
        expect(matchesPattern(plain, normalizePath(path))).toBe(same.test(normalizePath(path)));
      }),
      { numRuns: 2000 },
    );
  });

  it('take no longer for a pattern made to take long', () => {
    const lines = ['User-agent: *', ...Array.from({ length: 200 }, () => `Disallow: /${'a*'.repeat(1000)}b`)];
    const began = performance.now();
    expect(allows(lines, `/${'a'.repeat(8000)}`)).toBe(true);
    expect(performance.now() - began).toBeLessThan(1000);
  });
});

describe('the file', () => {
  it('is read with any ends of lines and a byte order mark', () => {
    expect(allows(['\ufeffUser-agent: *\rDisallow: /a\r\nDisallow: /b'], '/b')).toBe(false);
    expect(allows(['\ufeffUser-agent: *\rDisallow: /a\r\nDisallow: /b'], '/a')).toBe(false);
  });

  it('tells its sitemaps and the delay of the group', () => {
    const lines = [
      'Sitemap: https://a.example/1.xml',
      'User-agent: x',
      'Crawl-delay: 9',
      'User-agent: *',
      'Crawl-delay: 2.5',
    ];
    expect(parseRobots([...lines, 'Sitemap: https://a.example/2.xml'].join('\n'), 'Babelwire')).toEqual({
      rules: [],
      crawlDelayMs: 2500,
      sitemaps: ['https://a.example/1.xml', 'https://a.example/2.xml'],
    });
    expect(parseRobots('User-agent: *\nCrawl-delay: soon', 'Babelwire').crawlDelayMs).toBeUndefined();
  });

  it('is never an error, and is read in time that grows with its size only', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.webPath(), (text, path) => {
        expect(typeof allows([text], path)).toBe('boolean');
      }),
    );
    for (const line of [
      ' '.repeat(500_000),
      `Disallow:${' '.repeat(500_000)}x`,
      ':'.repeat(500_000),
      '%'.repeat(500_000),
    ]) {
      const began = performance.now();
      allows(['User-agent: *', line], '/a');
      expect(performance.now() - began).toBeLessThan(500);
    }
  });
});
