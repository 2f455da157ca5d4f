/** A number, a word or one sign of a text, with its place in it. */
export interface Token {
  kind: 'number' | 'word' | 'sign';
  /** As written; words in lower case. */
  text: string;
  /** Of a number; -1 otherwise. */
  value: number;
  start: number;
  end: number;
}

const TOKEN = /(\d+)|(\p{L}[\p{L}\p{M}’']*)|(\S)/gu;

/** Splits a text into numbers, words and signs. Linear. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let m = TOKEN.exec(text); m; m = TOKEN.exec(text)) {
    const [all, digits, word] = m;
    tokens.push({
      kind: digits ? 'number' : word ? 'word' : 'sign',
      text: word ? word.toLowerCase() : all,
      value: digits ? Number(digits) : -1,
      start: m.index,
      end: m.index + all.length,
    });
  }
  return tokens;
}
