import { describe, expect, it } from '@jest/globals';
import { isComment, isTag, isText, type ParentNode } from 'domhandler';
import fc from 'fast-check';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'htmlparser2';
import { Budget } from '../budget.js';
import { READ } from './elements.js';
import { parseHtml } from './parse.js';

/** The attributes that ours tells. */
const read = (attribs: Record<string, string>): unknown =>
  Object.fromEntries(Object.entries(attribs).filter(([name]) => READ.has(name)));

/** A tree as plain lists. Comments are left out: ours has none. */
const shape = (node: ParentNode): unknown[] =>
  node.children.flatMap((child): unknown[] => {
    if (isComment(child)) return [];
    if (isText(child)) return [child.data];
    if (isTag(child)) return [[child.name, read(child.attribs), shape(child)]];
    return [[child.type]];
  });

const ours = (html: string): unknown[] => shape(parseHtml(html, new Budget(undefined)));
const theirs = (html: string): unknown[] => shape(parseDocument(html));

/** Closes whatever tag a page ends in, where the two differ on purpose: of a half of a tag at its end ours keeps nothing. */
const ended = (html: string): string => `${html}<i>end</i>`;

/**
 * A reference right behind a `<` or a `</` in a title or a textarea: htmlparser2 12.0.0 leaves it as it is, where the standard reads it (13.2.5.9
 * goes back to 13.2.5.2).
 */
const isMistaken = (html: string): boolean => /<\/?&/.test(html) && /<(?:title|textarea)/i.test(html);

const NAMES =
  'div p a li br img h2 table td select option svg title path foreignObject script style textarea iframe xmp noscript form template math b plaintext'.split(
    ' ',
  );
const piece = fc.oneof(
  fc.constantFrom(...NAMES).map((name) => `<${name}>`),
  fc.constantFrom(...NAMES).map((name) => `</${name}>`),
  fc.constantFrom(...NAMES).map((name) => `<${name.toUpperCase()} `),
  fc.constantFrom(
    ...[
      '<',
      '>',
      '</',
      '/>',
      '"',
      "'",
      '=',
      ' ',
      '\n',
      '\f',
      '/',
      '&',
      ';',
      '#',
      '!',
      '-',
      '--',
      '?',
      '<>',
      '</>',
      '< /p>',
    ],
    ...[
      '<!--',
      '-->',
      '--!>',
      '<!-->',
      '<!--->',
      '<!doctype html>',
      '<!x',
      '<![CDATA[',
      ']]>',
      '<?php',
      '<!',
      '<scr',
      'ipt',
    ],
    ...[
      '&amp;',
      '&amp',
      '&ampx',
      '&am',
      '&#38;',
      '&#38',
      '&#x26',
      '&#xzz',
      '&notin;',
      '&notit;',
      '&copy=',
      '&eacute;é',
      '&AMP',
    ],
    ...[
      ' class="a b"',
      " id='x&amp;y'",
      ' href=/a?b&copy=1',
      ' hidden',
      ' a = "1',
      ' CLASS=z',
      ' ="',
      ' a/b',
      '\u000b',
      '\u00a0',
    ],
    'text',
    'ж',
  ),
  fc.string({ maxLength: 6 }),
);

describe('a page is split into the tokens that the library finds', () => {
  it.each([
    ['text and references', 'a < b && c &lt; d &notit; &amp <p>x&#8212;y&nbsp;z'],
    ['attributes of every form', `<a href=x/y title='a"b' data-x="1&amp;2" hidden B=C / >t</a/x><br/>`],
    [
      'a comment in the text, however it ends',
      'a<!-- <p> --!>b<!-->c<!--->d<!-- x -- > -->e<!bogus>f<?pi ?>g</ bogus>h',
    ],
    [
      'elements that hold no mark-up',
      '<title>a<b>&amp;</titlex></TITLE ><script>"</scrip"<p></script\n><style>a<b</style>x',
    ],
    ['foreign content', '<svg><title><b>x</b></title><script/>y<![CDATA[z<]]></svg><![CDATA[no]]>'],
    ['an element that is never closed', '<div><script>if (a < b) "</p>"'],
    ['nothing', ''],
    ['a sign alone', '<'],
    ['a slash alone', 'a</'],
  ])('%s', (_name, html) => {
    expect(ours(html)).toEqual(theirs(html));
  });

  it('but for a reference behind a sign in a title, which is read', () => {
    expect(ours('<title><&copy=</title>')).toEqual([['title', {}, ['<©=']]]);
    expect(ours('<title></&notit;</title>')).toEqual([['title', {}, ['</¬it;']]]);
    expect(ours('<textarea>a<&amp;b</textarea>')).toEqual([['textarea', {}, ['a<&b']]]);
  });

  it('in any soup of tags, quotes, comments and references', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (parts) => {
        const html = ended(parts.join(''));
        fc.pre(!isMistaken(html));
        expect(ours(html)).toEqual(theirs(html));
      }),
      { numRuns: 5000 },
    );
  });
});

/** Nodes of a tree and how deep it is. */
function sizeOf(root: ParentNode): { nodes: number; depth: number } {
  let nodes = 0;
  let depth = 0;
  const stack = [{ node: root, level: 1 }];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { node, level } = next;
    depth = Math.max(depth, level);
    nodes += node.children.length;
    for (const child of node.children) if (isTag(child)) stack.push({ node: child, level: level + 1 });
  }
  return { nodes, depth };
}

it('no attribute is left out that some file of the library reads', () => {
  const root = join(import.meta.dirname, '..');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((f) => /(?<!\.spec)\.ts$/.test(f));
  const named = files.flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/attribs\['([^']+)'\]|'([^']+)' in attribs/g)].map(
      ([, a, b]) => a ?? b ?? '',
    ),
  );
  expect(named.length).toBeGreaterThan(30);
  expect(named.filter((name) => !READ.has(name))).toEqual([]);
});

describe('a page is read', () => {
  it.each([
    ['nodes', '<br>x', 50_000, 'nodes' as const],
    ['open elements', '<b>', 2000, 'depth' as const],
  ])('up to a number of %s', (_name, part, most, measure) => {
    for (const count of [1000, 100_000]) {
      const budget = new Budget(undefined);
      const size = sizeOf(parseHtml(part.repeat(count), budget))[measure];
      expect(budget.truncated).toBe(count > most);
      expect(size).toBeLessThan(most + 200);
      expect(size).toBeGreaterThanOrEqual(Math.min(count, most));
    }
  });

  it.each([
    ['elements', '<p>x', ''],
    ['attributes of one element', ' id=b', '<p '],
    ['references in one text', '&amp;', '<p>'],
  ])('until its time is over, in %s', (_name, part, before) => {
    let asked = 0;
    const budget = new Budget(() => (asked += 1));
    parseHtml(`<p>first</p>${before}${part.repeat(40_000)}`, budget);
    expect(budget.truncated).toBe(true);
    // Over after 62 looks of a millisecond each; to the end of the page there would be 300 and more.
    expect(asked).toBeLessThan(80);
  });
});
