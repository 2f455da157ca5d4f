import { Script } from './scripts.js';

/** Latin letters that look like a Cyrillic one, and the reverse: "Кyiv" typed with the wrong keyboard is still one word. */
const LATIN = 'aceopxyikmhtb';
const CYRILLIC = 'асеорхуікмнтв';
const TO_CYRILLIC = pairs(LATIN, CYRILLIC);
const TO_LATIN = pairs(CYRILLIC, LATIN);

function pairs(from: string, to: string): ReadonlyMap<number, number> {
  return new Map(Array.from(from, (letter, at) => [letter.charCodeAt(0), to.charCodeAt(at)]));
}

/** Turns the letters of a word, in lower case, that look like ones of its script into these. */
export function unmix(lower: Uint16Array, begin: number, end: number, script: number): void {
  const map = script === Script.Cyrillic ? TO_CYRILLIC : TO_LATIN;
  for (let at = begin; at < end; at += 1) lower[at] = map.get(lower[at] ?? 0) ?? lower[at] ?? 0;
}
