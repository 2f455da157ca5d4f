import { type Decision, DECISION_REQUESTED, encode, eventHeaders, stableId, Topics } from '#libs/contracts';
import type { OutgoingMessage } from '#libs/messaging';
import { recall } from '#libs/service';
import type { Store } from '#libs/store';

/**
 * An editor's decision on its way to the one who gives the verdicts, behind what is stored of the two articles: that one
 * may have forgotten them. To be published as a whole.
 */
export async function decisionMessages(
  store: Pick<Store, 'articles' | 'stories'>,
  decision: Decision,
): Promise<OutgoingMessage[]> {
  const { id, kind, a, b, decidedAt } = decision;
  return [
    ...(await recall(store, [a, b], 'publish', decidedAt)),
    {
      topic: Topics.articlesFingerprinted,
      key: id,
      value: encode(decision),
      headers: eventHeaders({
        id: stableId(DECISION_REQUESTED, id, kind, decidedAt),
        source: '/babelwire/publish',
        type: DECISION_REQUESTED,
        time: decidedAt,
        subject: id,
      }),
    },
  ];
}
