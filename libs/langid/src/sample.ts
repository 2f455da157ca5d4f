/** A text up to this many characters is read whole. */
const WHOLE = 900;
const SLICES = 4;
/** With 700 characters of one language no pair that we know is in doubt any more. */
const SLICE = 180;

/** The text itself, or, for a long one, slices from all over it, cut at white space: the label of an article needs no more. */
export function sampleOf(text: string): string {
  if (text.length <= WHOLE) return text;
  const slices: string[] = [];
  for (let slice = 0; slice < SLICES; slice += 1) {
    const from = Math.floor((slice * (text.length - SLICE)) / (SLICES - 1));
    const cut = text.slice(from, from + SLICE);
    const first = slice === 0 ? 0 : cut.search(/\s/) + 1;
    const last = slice === SLICES - 1 ? cut.length : cut.search(/\s\S*$/);
    slices.push(last > first ? cut.slice(first, last) : cut);
  }
  return slices.join('\n');
}
