/** A stretch of text in one language; without a tag where nothing is known of it. */
export interface Span {
  text: string;
  tag?: string;
}

interface Segment {
  /** UTF-16 code units, `end` exclusive: JavaScript's own. */
  start: number;
  end: number;
  tag: string;
}

/**
 * The text cut into spans, in order and without a gap. What a segment has in common with the one before it, or has beyond
 * the end of the text, is not told twice.
 */
export function spansOf(text: string, segments: readonly Segment[]): Span[] {
  const spans: Span[] = [];
  let at = 0;
  for (const { start, end, tag } of [...segments].sort((a, b) => a.start - b.start)) {
    const from = Math.max(start, at);
    const to = Math.min(end, text.length);
    if (from >= to) continue;
    if (from > at) spans.push({ text: text.slice(at, from) });
    spans.push({ text: text.slice(from, to), tag });
    at = to;
  }
  if (at < text.length) spans.push({ text: text.slice(at) });
  return spans;
}

/** The paragraphs of an article's body, which an empty line parts, each cut into spans. */
export function paragraphsOf(text: string, segments: readonly Segment[]): Span[][] {
  const paragraphs: Span[][] = [[]];
  for (const span of spansOf(text, segments)) {
    span.text.split(/\n{2,}/).forEach((part, index) => {
      if (index > 0) paragraphs.push([]);
      if (part !== '') paragraphs.at(-1)?.push({ ...span, text: part });
    });
  }
  return paragraphs.filter((spans) => spans.length > 0);
}

/** The spans of the beginning of a text: about `length` code units, cut between words where the script has any. */
export function beginning(spans: readonly Span[], length: number): Span[] {
  const taken: Span[] = [];
  let room = length;
  for (const span of spans) {
    if (span.text.length <= room) {
      taken.push(span);
      room -= span.text.length;
      continue;
    }
    const cut = span.text.slice(0, room).replace(/[\ud800-\udbff]$/, '');
    const words = cut.replace(/\s+\S*$/, '');
    taken.push({ ...span, text: `${words === '' ? cut : words}…` });
    break;
  }
  return taken;
}
