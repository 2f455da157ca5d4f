/** What is said and written outside of encyclopedias. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { mixed, normalised } from './frequencies.js';
import { parse } from './msgpack.js';

/** Share of what is said and written elsewhere in a list that has both. */
const SPOKEN = 0.5;

/** Lists as an encyclopedia has them, by tag, each mixed with what is said in its language. */
export function mixedWithSpoken(sources, written) {
  const spoken = new Map(Array.from(written.keys(), (tag) => [tag, spokenWords(sources, tag)]));
  const shifts = shiftsOf(written, spoken);
  return new Map(
    Array.from(written, ([tag, words]) => {
      const own = spoken.get(tag);
      return [tag, normalised(mixed([words, 1 - SPOKEN], [own.size > 0 ? own : shifted(words, shifts), SPOKEN]))];
    }),
  );
}

/** How much oftener, in nats, a word is said than written in an encyclopedia: the mean of the languages that tell. */
function shiftsOf(written, spoken) {
  const sums = new Map();
  for (const [tag, said] of spoken) {
    for (const [word, share] of said) {
      const base = written.get(tag).get(word);
      if (base === undefined) continue;
      const sum = sums.get(word) ?? [0, 0];
      sum[0] += Math.log(share / base);
      sum[1] += 1;
      sums.set(word, sum);
    }
  }
  return sums;
}

/**
 * What is said in a language that only an encyclopedia tells of: "I" and "you" are as much too rare there as in the others'
 * encyclopedias. Without it, what two languages share would all be the other's as soon as somebody speaks.
 */
function shifted(words, shifts) {
  return normalised(
    new Map(
      Array.from(words, ([word, share]) => {
        const [sum, count] = shifts.get(word) ?? [0, 1];
        return [word, share * Math.exp(sum / count)];
      }),
    ),
  );
}

/**
 * Words of subtitles, the web, books and news, as wordfreq mixes them; none where it has no such list. (Its list of Serbian,
 * Croatian and Bosnian tells nothing of what is between them.) The lists for all languages are cut at the same frequency:
 * what one language's list has beyond that, another's would seem to lack.
 */
function spokenWords(sources, tag) {
  const file = join(sources, 'wordfreq', 'data', `small_${tag === 'no' ? 'nb' : tag}.msgpack.gz`);
  const words = new Map();
  if (!existsSync(file)) return words;
  // After a header, the words of each hundredth of a power of ten, the commonest first.
  const [, ...steps] = parse(gunzipSync(readFileSync(file)));
  for (const [step, group] of steps.entries()) for (const word of group) words.set(word, 10 ** (-step / 100));
  return normalised(words);
}
