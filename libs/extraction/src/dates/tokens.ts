/** A number, a word or one sign of a text, with its place in it. */
export interface Token {
  kind: 'number' | 'word' | 'sign';
  /** As written; words in lower case, with one kind of apostrophe. */
  text: string;
  /** Of a number; -1 otherwise. */
  value: number;
  start: number;
  end: number;
}

const TOKEN = /(\d+)|(\p{L}[\p{L}\p{M}’']*)|(\S)/gu;

const ODD = /['ʼ`]|\u0307/u;

/** Apostrophes of all kinds are one, and the dot that lower case leaves over a Turkish capital is gone. */
const plain = (word: string): string => {
  const lower = word.toLowerCase();
  return ODD.test(lower) ? lower.replace(/['ʼ`]/g, '’').replaceAll('\u0307', '') : lower;
};

/** Splits a text into numbers, words and signs. Linear. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let m = TOKEN.exec(text); m; m = TOKEN.exec(text)) {
    const [all, digits, word] = m;
    tokens.push({
      kind: digits ? 'number' : word ? 'word' : 'sign',
      text: word ? plain(word) : all,
      value: digits ? Number(digits) : -1,
      start: m.index,
      end: m.index + all.length,
    });
  }
  return tokens;
}
