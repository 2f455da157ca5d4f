/** So many bytes of text are enough to tell encodings apart. */
const ENOUGH = 6000;
const LT = 0x3c;
const GT = 0x3e;
/** `<![CDATA[` of feeds: what follows is text, with or without mark-up of its own. */
const CDATA = [...'<![CDATA['].map((sign) => sign.charCodeAt(0));

const startsWith = (bytes: Uint8Array, at: number, word: string): boolean => {
  for (let i = 0; i < word.length; i++) if (((bytes[at + i] ?? 0) | 0x20) !== word.charCodeAt(i)) return false;
  return true;
};

/**
 * The words outside of mark-up, scripts and styles that hold bytes beyond ASCII: what one encoding reads as language
 * and another as noise. Works on bytes, for the encoding is what we look for; `<` and `>` are the same in all of them.
 */
export function nonAsciiText(bytes: Uint8Array): Uint8Array {
  const sample = new Uint8Array(ENOUGH);
  let size = 0;
  let wordStart = 0;
  let beyond = false;
  let skipTo = '';
  const take = (end: number): void => {
    if (beyond && size + (end - wordStart) + 1 < ENOUGH) {
      sample.set(bytes.subarray(wordStart, end), size);
      size += end - wordStart;
      sample[size++] = 0x20;
    }
    beyond = false;
  };
  for (let i = 0; i < bytes.length && size < ENOUGH - 200; i++) {
    const byte = bytes[i] ?? 0;
    if (byte === LT) {
      take(i);
      if (CDATA.every((sign, n) => bytes[i + n] === sign)) {
        i += CDATA.length - 1;
        wordStart = i + 1;
        continue;
      }
      if (skipTo !== '' && !(bytes[i + 1] === 0x2f && startsWith(bytes, i + 2, skipTo))) continue;
      skipTo = startsWith(bytes, i + 1, 'script') ? 'script' : startsWith(bytes, i + 1, 'style') ? 'style' : '';
      const close = bytes.indexOf(GT, i);
      if (close < 0) break;
      i = close;
      wordStart = i + 1;
    } else if (skipTo === '') {
      if (byte > 0x7f) beyond = true;
      else if (byte <= 0x20) {
        take(i);
        wordStart = i + 1;
      }
    }
  }
  if (skipTo === '') take(Math.min(bytes.length, wordStart + 200));
  return sample.subarray(0, size);
}
