/**
 * What the marks of a text say of its language. Each language has its usual quotation marks (CLDR's delimiters, with the
 * second way where two are usual), and only Spanish and its neighbours open a question with a mark. A publisher may have
 * ways of its own, so this is asked where the words leave a doubt, and weighs little.
 */

/**
 * Nats by which a mark speaks against a language that does not use it. Among those that do, it begins most quotations, among
 * the others one in fifty or fewer; the rest is left to the ways of publishers.
 */
const UNUSUAL = 2;
/** The same of a question or an exclamation that begins with a mark: nobody else has that. */
const INVERTED = 3;

/** Languages in which a quotation begins with the mark. */
const OPENED_BY: readonly (readonly [RegExp, ReadonlySet<string>])[] = [
  [/(?:^|[\s(])«/u, new Set('ru uk be kk fr it es pt ca gl eu no el az sq lv et pl ro tr ar fa'.split(' '))],
  [/(?:^|[\s(])»(?=[\p{L}\p{N}])/u, new Set(['da', 'de', 'sv', 'fi', 'sl', 'hr', 'hu'])],
  [/(?:^|[\s(])„/u, new Set('de cs sk pl hu ro bg mk sr hr sl et lt lv is da nl ka az'.split(' '))],
];
const INVERTED_MARK = /[¿¡]\p{L}/u;
const ASK_INVERTED: ReadonlySet<string> = new Set(['es', 'gl', 'ca', 'eu']);

/** How many nats the marks of a text say against a language, by its primary subtag; undefined when they say nothing. */
export function marksAgainst(text: string): ((primary: string) => number) | undefined {
  const sets = OPENED_BY.filter(([mark]) => mark.test(text)).map(([, languages]) => languages);
  const inverted = INVERTED_MARK.test(text);
  if (sets.length === 0 && !inverted) return undefined;
  return (primary) => {
    const unusual = sets.length > 0 && !sets.some((languages) => languages.has(primary));
    return (unusual ? UNUSUAL : 0) + (inverted && !ASK_INVERTED.has(primary) ? INVERTED : 0);
  };
}
