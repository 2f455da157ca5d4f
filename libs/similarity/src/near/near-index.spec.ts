import { describe, expect, it } from '@jest/globals';
import { createNearIndex } from './near-index.js';
import { fingerprint } from './signature.js';

const STORY = `Harbour ferry returns after nine weeks of repairs
The oldest ferry on the bay sailed again on Tuesday morning, carrying bakers, students and two impatient dogs across
to the northern pier. Engineers had replaced both engines and most of the wooden deck during the long pause.
Captain Irena Malik said the crossing now takes eleven minutes, four fewer than before, and burns half the fuel.
Passengers queued from six o'clock; the first of them, a retired lighthouse keeper, was given a brass ticket.
The city council wants a second boat by spring and has asked three yards for an offer.`;
const PARAGRAPHS = STORY.split('\n');

function indexOf(...texts: string[]): ReturnType<typeof createNearIndex> {
  const index = createNearIndex();
  texts.forEach((text, i) => {
    index.add(`article-${i}`, fingerprint(text), i);
  });
  return index;
}

/** A different text for each number: enough words of its own to be like no other. */
function unrelated(n: number): string {
  return Array.from({ length: 30 }, (_, w) => `w${(n * 31 + w * w * 7) % 9973}x${n % 89}`).join(' ');
}

describe('near index', () => {
  it('finds the same text in other typography as equal content', () => {
    const copy = STORY.toUpperCase().replaceAll("'", '’').replaceAll('\n', '   ').replace('FERRY', 'FER\u00adRY');
    expect(indexOf(STORY).query(fingerprint(copy))).toEqual({ id: 'article-0', score: 1, method: 'content' });
  });

  it.each([
    ['only the headline and the lead', PARAGRAPHS.slice(0, 3).join('\n')],
    ['paragraphs in another order', [...PARAGRAPHS.slice(2), ...PARAGRAPHS.slice(0, 2)].join('\n')],
    ['an agency line and a notice', `PORTSIDE, 4 May. /BayPress/. ${STORY} All rights reserved. Follow our channel.`],
    ['another headline', ['The old boat is back', ...PARAGRAPHS.slice(1)].join('\n')],
    ['a corrected figure', STORY.replace('eleven minutes', 'twelve minutes')],
    ['slips of the pen', STORY.replace('oldest', 'odlest').replace('impatient', 'impatent').replace('deck', 'dekc')],
  ])('finds a copy with %s', (_, copy) => {
    expect(indexOf(STORY).query(fingerprint(copy))).toMatchObject({ id: 'article-0', method: 'near' });
    expect(indexOf(copy).query(fingerprint(STORY))).toMatchObject({ id: 'article-0', method: 'near' });
  });

  it.each([
    ['date', '4 March', '5 March'],
    ['weekday', 'Monday', 'Tuesday'],
    ['figure', '23.51', '23.64'],
    ['sign', 'by 0.2', 'by -0.2'],
    ['number word', 'three of its', 'four of its'],
  ])('keeps short texts apart that differ in a %s only', (_, from, to) => {
    const rate =
      'On Monday, 4 March the central bank set the rate of the crown at 23.51 to the dollar, a change by 0.2, and three of its members wanted more.';
    const index = indexOf(rate);
    expect(index.query(fingerprint(rate.replace(from, to)))).toBeUndefined();
    expect(index.query(fingerprint(`${rate} Follow us.`))).toMatchObject({ id: 'article-0' });
  });

  it('keeps daily reports apart that change nearly all of their numbers', () => {
    const report = (day: number): string =>
      `Harbour statistics, day ${day}. ${Array.from({ length: 25 }, (_, n) => `Pier ${n} received ${(day * 37 + n * 13) % 97} boats with timber and salt for the town.`).join(' ')}`;
    expect(indexOf(report(3)).query(fingerprint(report(4)))).toBeUndefined();
  });

  it('keeps short texts apart that differ in a name', () => {
    const index = indexOf('Storm warning for the Velnia coast');
    expect(index.query(fingerprint('Storm warning for the Ostrava coast'))).toBeUndefined();
  });

  it.each([
    ['Japanese', '港の古い渡し船が九週間の修理を終えて火曜日の朝に運航を再開し、学生や職人が北の桟橋へ渡った。'],
    ['Thai', 'เรือข้ามฟากลำเก่าของท่าเรือกลับมาให้บริการอีกครั้งหลังจากซ่อมแซมนานหลายสัปดาห์เมื่อเช้าวันอังคาร'],
  ])('finds an edited copy in %s', (_, text) => {
    expect(indexOf(text).query(fingerprint(`${text.slice(0, -2)}。`))).toMatchObject({ method: 'near' });
    expect(indexOf(text).query(fingerprint([...text].reverse().join('')))).toBeUndefined();
  });

  it('never matches a text without words', () => {
    expect(indexOf('', ' — … ').query(fingerprint(' — … '))).toBeUndefined();
  });

  it('returns the earliest of equally good articles, and passes over those that are refused', () => {
    const index = indexOf(STORY, STORY, STORY);
    expect(index.query(fingerprint(STORY))).toMatchObject({ id: 'article-0' });
    expect(index.query(fingerprint(STORY), { accept: (id) => id === 'article-2' })).toMatchObject({ id: 'article-2' });
    expect(index.query(fingerprint(STORY), { accept: () => false })).toBeUndefined();
  });

  it('knows an article by its last version', () => {
    const index = indexOf(PARAGRAPHS[0]!);
    index.add('article-0', fingerprint(STORY), 9);
    expect(index.size).toBe(1);
    expect(index.query(fingerprint(STORY))).toMatchObject({ id: 'article-0', method: 'content' });
    expect(index.query(fingerprint(PARAGRAPHS[0]!))).toBeUndefined();
  });

  it('forgets what was removed', () => {
    const index = indexOf(STORY, `${STORY} More follows.`);
    index.remove('article-0');
    index.remove('article-7');
    expect(index.query(fingerprint(STORY))).toMatchObject({ id: 'article-1' });
    expect(index.size).toBe(1);
  });

  it('forgets what is older than the window, and finds the rest, over many pages', () => {
    const index = createNearIndex();
    const texts = Array.from({ length: 9_001 }, (_, n) => unrelated(n));
    texts.forEach((text, n) => {
      index.add(String(n), fingerprint(text), n);
      if (n % 1000 === 0) index.evictBefore(n - 3000);
    });
    index.evictBefore(6_001);
    expect(index.size).toBe(3000);
    expect(index.query(fingerprint(texts[6_000]!))?.id).not.toBe('6000');
    for (const n of [6_001, 7_500, 9_000]) expect(index.query(fingerprint(texts[n]!))).toMatchObject({ id: String(n) });
  });

  it('finds what is left after most articles in the middle were removed', () => {
    const index = createNearIndex();
    const texts = Array.from({ length: 9_000 }, (_, n) => unrelated(n));
    texts.forEach((text, n) => {
      index.add(String(n), fingerprint(text), 9_000 - n);
    });
    index.evictBefore(1_000);
    for (let n = 0; n < 8_001; n++) if (n % 3 > 0) index.remove(String(n));
    expect(index.size).toBe(2667);
    for (const n of [0, 3000, 7_998]) expect(index.query(fingerprint(texts[n]!))).toMatchObject({ id: String(n) });
    index.add('new', fingerprint(STORY), 40_000);
    expect(index.query(fingerprint(STORY))).toMatchObject({ id: 'new' });
  });

  it('finds the copies that are left of many, when the newest were removed', () => {
    const index = indexOf(...Array.from({ length: 60 }, () => STORY));
    for (let n = 5; n < 60; n++) index.remove(`article-${n}`);
    expect(index.query(fingerprint(STORY))).toEqual({ id: 'article-0', score: 1, method: 'content' });
    index.remove('article-0');
    expect(index.query(fingerprint(STORY))?.id).toBe('article-1');
  });

  it('finds copies through a moving window', () => {
    const index = createNearIndex();
    const print = fingerprint(STORY);
    for (let n = 0; n < 10_000; n++) {
      index.add(String(n), n % 2 === 0 ? print : fingerprint(unrelated(n)), n);
      if (n % 500 === 499) index.evictBefore(n - 50);
    }
    expect(index.size).toBe(51);
    expect(index.query(print)).toMatchObject({ method: 'content', score: 1 });
    index.evictBefore(9_998);
    expect(index.query(print)?.id).toBe('9998');
    index.evictBefore(9_999);
    expect(index.query(print)).toBeUndefined();
  });

  it('refuses a fingerprint of another version', () => {
    const index = indexOf(STORY);
    expect(() => index.query({ contentHash: 'a'.repeat(64), data: 'AAAA' })).toThrow(/compute it again/);
  });
});
