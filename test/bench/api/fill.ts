import { indexedText } from '#libs/search';
import { orderOf, type SearchDocument, type Store } from '#libs/store';
import type { Article } from '#libs/contracts';
import { article, capture, story } from './corpus.js';

const BATCH = 500;

/** Puts so many articles, with their stories, pages and words, into a store, unless they are there already. */
export async function fill(store: Store, articles: number, say: (text: string) => void): Promise<void> {
  await store.migrate();
  if ((await store.articles.count()) >= articles) return;
  for (let at = 0; at < articles; at += BATCH) {
    const indices = Array.from({ length: Math.min(BATCH, articles - at) }, (_, more) => at + more);
    const documents = indices.map(article);
    await store.articles.upsert(documents.map((one) => ({ article: one, eventId: `bench ${one.id}` })));
    await store.stories.upsert(indices.map(story).filter((one) => one !== undefined));
    await store.captures.upsert(indices.map(capture).filter((one) => one !== undefined));
    await store.search.index(documents.map(searchDocument));
    if ((at + BATCH) % 20_000 === 0) say(`  ${at + BATCH} articles stored`);
  }
}

/** As the search follower makes it of an event. */
const searchDocument = (one: Article): SearchDocument => ({
  id: one.id,
  version: one.version,
  ...orderOf(one),
  usable: one.pubStatus === 'usable',
  duplicate: one.dedup.status === 'duplicate',
  language: one.inLanguage,
  sourceId: one.provenance.sourceId,
  ...indexedText(one),
});
