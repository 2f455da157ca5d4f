import { describe, expect, it } from '@jest/globals';
import { piecesOf } from './marks.js';

describe('piecesOf', () => {
  it('gives what was found apart from the rest', () => {
    expect(piecesOf('the <mark>river</mark> tram')).toEqual([
      { text: 'the ', isMarked: false },
      { text: 'river', isMarked: true },
      { text: ' tram', isMarked: false },
    ]);
  });

  it('gives the text as it was written, and makes no second reading of it', () => {
    expect(piecesOf('<mark>&lt;mark&gt;</mark> &amp;lt; &quot;Q&quot; &#39;')).toEqual([
      { text: '<mark>', isMarked: true },
      { text: ' &lt; "Q" \'', isMarked: false },
    ]);
  });
});
