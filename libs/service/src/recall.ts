import {
  type Article,
  ARTICLE_RECALLED,
  encode,
  eventHeaders,
  type RecalledArticle,
  stableId,
  type Story,
  Topics,
} from '#libs/contracts';
import type { OutgoingMessage } from '#libs/messaging';
import type { Store } from '#libs/store';

type Shelves = Pick<Store, 'articles' | 'stories'>;

/** A story that went into another, and that into a third, and so on: no further than this. */
const MOST_MERGES = 20;

/**
 * Messages that bring articles back to the one who gives the verdicts, to be sent ahead of a word about them: the articles
 * themselves, what they repeat, what repeats them, and the stories that they belong to with all that belongs to those. What
 * is canceled stays away. `by`: the service that recalls; `time`: RFC 3339.
 */
export async function recall(store: Shelves, ids: string[], by: string, time: string): Promise<OutgoingMessage[]> {
  const named = await store.articles.getMany(ids);
  const stories = await storiesOf(store, [...named.values()]);
  const found = new Map(named);
  const add = (articles: Iterable<Article>): void => {
    for (const article of articles) found.set(article.id, article);
  };
  const members = [...stories.values()].flatMap((story) => story.members.map(({ id }) => id));
  const originals = [...named.values()].flatMap(({ dedup: { of } }) => (of === undefined ? [] : [of]));
  add((await store.articles.getMany([...new Set([...members, ...originals])])).values());
  // Whoever repeats a member has its story.
  const storyIds = new Set([...found.values()].map(({ storyId }) => storyId).concat([...stories.keys()]));
  for (const storyId of storyIds) add(await articlesOf(store, storyId));
  return [...found.values()]
    .filter(({ pubStatus }) => pubStatus !== 'canceled')
    .sort((a, b) => Date.parse(a.firstCreated) - Date.parse(b.firstCreated) || (a.id < b.id ? -1 : 1))
    .map((article) => message(article, storyWith(article.id, stories), by, time));
}

/** Of several members, by id, as they are now. */
async function storiesOf(store: Shelves, articles: Article[]): Promise<Map<string, Story>> {
  const stories = new Map<string, Story>();
  let wanted = [...new Set(articles.map(({ storyId }) => storyId))];
  for (let i = 0; i < MOST_MERGES && wanted.length > 0; i += 1) {
    const found = [...(await store.stories.getMany(wanted)).values()];
    for (const story of found) stories.set(story.id, story);
    wanted = found.flatMap(({ mergedInto }) =>
      mergedInto === undefined || stories.has(mergedInto) ? [] : [mergedInto],
    );
  }
  return new Map([...stories].filter(([, { members }]) => members.length > 1));
}

const storyWith = (id: string, stories: Map<string, Story>): Story | undefined =>
  [...stories.values()].find(({ members }) => members.some((member) => member.id === id));

async function articlesOf(store: Shelves, storyId: string): Promise<Article[]> {
  const articles: Article[] = [];
  let cursor: string | undefined;
  do {
    const query = { storyId, duplicates: true, limit: 200, ...(cursor === undefined ? {} : { cursor }) };
    const page = await store.articles.find(query);
    articles.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return articles;
}

function message(article: Article, story: Story | undefined, by: string, time: string): OutgoingMessage {
  const { version, dedup, pubStatus: _, versionCreated: __, storyId: ___, translations: ____, ...tagged } = article;
  const recalled: RecalledArticle = {
    ...tagged,
    version,
    ...(dedup.of === undefined ? {} : { of: dedup.of }),
    ...(story === undefined ? {} : { story }),
  };
  return {
    topic: Topics.articlesFingerprinted,
    key: article.id,
    value: encode(recalled),
    headers: eventHeaders({
      id: stableId(ARTICLE_RECALLED, article.id, String(version), time),
      source: `/babelwire/${by}`,
      type: ARTICLE_RECALLED,
      time,
      subject: article.id,
    }),
  };
}
