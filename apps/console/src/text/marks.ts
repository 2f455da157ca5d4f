/** A piece of text; marked where it is what was searched for. */
export interface Piece {
  text: string;
  isMarked: boolean;
}

const SIGNS: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#x27': "'" };

/** The pieces of a fragment of the search, which is escaped text with `<mark>` around what was found. It stays text here. */
export function piecesOf(fragment: string): Piece[] {
  return fragment
    .split(/<\/?mark>/)
    .map((text, index) => ({
      text: text.replace(/&(amp|lt|gt|quot|#39|#x27);/g, (whole, name: string) => SIGNS[name] ?? whole),
      isMarked: index % 2 === 1,
    }))
    .filter(({ text }) => text !== '');
}
