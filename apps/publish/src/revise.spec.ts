import { describe, expect, it } from '@jest/globals';
import type { LinkedArticle } from '#libs/contracts';
import { article, idOf } from '../../../libs/store/test/documents.js';
import { eventType } from './publish-events.js';
import { revise } from './revise.js';

const canceled: LinkedArticle = {
  id: idOf('ferry'),
  schemaVersion: 1,
  version: 2,
  versionCreated: '2026-03-02T10:00:00.000Z',
  storyId: idOf('ferry'),
  translations: [],
  pubStatus: 'canceled',
};

describe('revise', () => {
  it('makes an article that was withdrawn canceled, its text kept, and tells it so', () => {
    const current = article('ferry');
    const [revised] = revise([{ link: canceled, eventId: 'e' }], new Map([[current.id, current]]));
    expect(revised?.article).toMatchObject({ version: 2, pubStatus: 'canceled', articleBody: current.articleBody });
    expect(revised === undefined ? undefined : eventType(revised.article)).toBe('article.canceled');
  });

  it('counts on from what is stored when dedup has forgotten the article, and counts from 1 again', () => {
    const current = article('ferry', { version: 5, versionCreated: '2026-03-01T10:00:00Z' });
    const { pubStatus: _, ...moved } = canceled;
    const [revised] = revise([{ link: moved, eventId: 'e' }], new Map([[current.id, current]]));
    expect(revised?.article.version).toBe(6);
  });

  it('refuses a link of an article that was never stored', () => {
    expect(() => revise([{ link: canceled, eventId: 'e' }], new Map())).toThrow(
      expect.objectContaining({ code: 'unknown-article', kind: 'poison' }),
    );
  });

  it('keeps an article canceled while only its story changes', () => {
    const current = article('ferry', { pubStatus: 'canceled' });
    const { pubStatus: _, ...moved } = canceled;
    const [revised] = revise([{ link: moved, eventId: 'e' }], new Map([[current.id, current]]));
    expect(revised?.article.pubStatus).toBe('canceled');
  });

  it('makes a copy whose original was taken down the original, and the other copies repeat that one', () => {
    const copy = article('ferry', {
      dedup: { ...article('ferry').dedup, status: 'duplicate', of: idOf('original'), method: 'near', score: 0.7 },
    });
    const { pubStatus: _, ...link } = canceled;
    const dedupAfter = (more: Partial<LinkedArticle>): unknown =>
      revise([{ link: { ...link, ...more }, eventId: 'e' }], new Map([[copy.id, copy]]))[0]?.article.dedup;
    const { of: __, score: ___, ...rest } = copy.dedup;
    const decidedAt = link.versionCreated;
    expect(dedupAfter({ verdict: 'unique', succeeds: idOf('original') })).toEqual({
      ...rest,
      status: 'unique',
      method: 'none',
      succeeds: idOf('original'),
      decidedAt,
    });
    expect(dedupAfter({ verdict: 'duplicate', of: idOf('heir'), method: 'content' })).toEqual({
      ...rest,
      status: 'duplicate',
      of: idOf('heir'),
      method: 'content',
      decidedAt,
    });
    expect(dedupAfter({})).toEqual(copy.dedup);
  });
});
