import {
  type Article,
  ARTICLE_WITHDRAWN,
  encode,
  eventHeaders,
  stableId,
  Topics,
  type WithdrawnArticle,
} from '#libs/contracts';
import type { OutgoingMessage } from '#libs/messaging';
import type { Store } from '#libs/store';
import { recall } from './recall.js';

/**
 * What the line is to be told when articles are taken down, to be published as a whole: first what the one who gives the
 * verdicts may have forgotten, them and those that repeat them. `by`: the service that tells it; `time`: RFC 3339.
 */
export async function withdrawalMessages(
  store: Pick<Store, 'articles' | 'stories'>,
  articles: Article[],
  by: string,
  time: string,
): Promise<OutgoingMessage[]> {
  const ids = articles.map(({ id }) => id);
  return [...(await recall(store, ids, by, time)), ...articles.map((article) => message(article, by, time))];
}

function message({ id, version, storyId }: Article, by: string, withdrawnAt: string): OutgoingMessage {
  const data: WithdrawnArticle = { id, schemaVersion: 1, version, storyId, withdrawnAt };
  return {
    topic: Topics.articlesFingerprinted,
    key: id,
    value: encode(data),
    headers: eventHeaders({
      id: stableId(ARTICLE_WITHDRAWN, id, String(version)),
      source: `/babelwire/${by}`,
      type: ARTICLE_WITHDRAWN,
      time: withdrawnAt,
      subject: id,
    }),
  };
}
