import { describe, expect, it } from '@jest/globals';
import { createNearIndex } from './near-index.js';
import { fingerprint } from './signature.js';

const months = 'января февраля марта апреля мая июня'.split(' ');
const days = 'Monday Tuesday Wednesday Thursday Friday'.split(' ');
const stock = 'паромов буксиров барж яхт лодок причалов кранов складов вагонов машин'.split(' ');

/** Texts that newsrooms fill in every day: the words stay, the figures change with `n`. */
const TEMPLATES: Record<string, (n: number) => string> = {
  'exchange rate (de)': (n) =>
    `Der Leitindex schloss am Abend bei ${14_000 + 37 * n} Punkten. Der Taler kostete 1.${1000 + 13 * n} Dollar, ein Fass Öl ${60 + (n % 40)} Dollar.`,
  'temperatures (ja)': (n) =>
    `気象台によると、港の最高気温は${10 + (n % 19)}度、最低気温は${n % 9}度の見込みで、降水確率は${(n * 10) % 90}パーセント。`,
  'infections (ru)': (n) =>
    `За минувшие сутки в области выявлено ${100 + 3 * n} новых случаев гриппа, выздоровели ${50 + 7 * n} человек, сообщил штаб ${1 + (n % 28)} ${months[n % 6] ?? ''}.`,
  'lottery (en)': (n) =>
    `The numbers drawn on ${days[n % 5] ?? ''} evening were ${1 + (n % 7)}, ${8 + (n % 11)}, ${20 + (n % 13)} and ${34 + (n % 15)}; nobody had them all.`,
  'horoscope (en)': (n) =>
    `Horoscope for ${days[n % 5] ?? ''}, ${1 + (n % 28)} March. The stars advise patience: finish what you began, call an old friend and rest in the evening.`,
  'daily report (ru)': (n) =>
    stock
      .map(
        (kind, k) =>
          `В порту отремонтировано ${kind} с начала года ${100 + n * (k + 3)}, за последние сутки ${(n * (k + 5)) % 41}, доложил диспетчер.`,
      )
      .join(' '),
};

describe.each(Object.entries(TEMPLATES))('templated news: %s', (_, fill) => {
  it('is not taken for one article, and its copies are', () => {
    const index = createNearIndex();
    for (let n = 0; n < 60; n++) {
      const text = fill(n);
      expect(index.query(fingerprint(text))).toBeUndefined();
      index.add(String(n), fingerprint(text), n);
      expect(index.query(fingerprint(`${text} Follow us.`))).toMatchObject({ id: String(n) });
    }
  });
});
