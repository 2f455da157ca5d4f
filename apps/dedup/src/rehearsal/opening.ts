import {
  ARTICLE_LINKED,
  ARTICLE_REMEMBERED,
  decode,
  Decision,
  type Fingerprint,
  RememberedArticle,
  REPLAY_OF,
  ResolvedArticle,
  Story,
  STORY_REMEMBERED,
  Topics,
} from '#libs/contracts';
import type { MessageLog } from '#libs/messaging';
import { fingerprintOf } from '../fingerprint.js';
import type { Resolver } from '../resolver.js';
import { absorb } from '../resolver-state.js';

/** What the resolver knew when the stretch began. */
export interface Opening {
  /** Articles of the window before. */
  remembered: number;
  /** Of these, how many keep their old fingerprint, since their text is not in the log any more. */
  withoutText: number;
  /** The stories as they stood. */
  stories: Story[];
}

/**
 * Puts a fresh resolver into the state in which the line's own was at an instant, ms: the verdicts of the window before it
 * stand as they were given, and what articles are compared by is computed anew from their texts. Decisions that a replay put
 * in front of its pages hold from the beginning, whatever their time.
 */
export async function open(resolver: Resolver, log: MessageLog, from: number, windowMs: number): Promise<Opening> {
  const isBefore = (time = ''): boolean => Date.parse(time) < from;
  for await (const { headers, value } of log.read(Topics.decisions)) {
    if (isBefore(headers.ce_time) || REPLAY_OF in headers) resolver.absorbDecision(decode(Decision, value));
  }
  const opening: Opening = { remembered: 0, withoutText: 0, stories: [] };
  if (!Number.isFinite(from)) return opening;
  const since = from - windowMs;
  const anew = new Map<string, Fingerprint>();
  for await (const { headers, value } of log.read(Topics.articlesResolved, { since })) {
    if (headers.ce_type === ARTICLE_LINKED || !isBefore(headers.ce_time)) continue;
    const article = decode(ResolvedArticle, value);
    anew.set(`${article.id} ${article.version}`, fingerprintOf(article));
  }
  for await (const message of log.read(Topics.dedupState, { since })) {
    if (!isBefore(message.headers.ce_time)) continue;
    const { ce_type: type } = message.headers;
    if (type !== ARTICLE_REMEMBERED) {
      absorb(resolver, message);
      if (type === STORY_REMEMBERED) opening.stories.push(decode(Story, message.value));
      continue;
    }
    const article = decode(RememberedArticle, message.value);
    const fingerprint = anew.get(`${article.id} ${article.version}`);
    opening.remembered += 1;
    if (fingerprint === undefined) opening.withoutText += 1;
    resolver.absorbArticle(fingerprint === undefined ? article : { ...article, fingerprint });
  }
  return opening;
}
