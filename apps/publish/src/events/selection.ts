import type { ArticleEventType } from '#libs/contracts';
import type { PublicEvent } from './public-event.js';

export const EVENT_TYPES = [
  'article.created',
  'article.updated',
  'article.duplicate',
  'article.canceled',
  'story.updated',
] as const satisfies readonly (ArticleEventType | 'story.updated')[];
export type EventType = (typeof EVENT_TYPES)[number];

/** Which events someone wants. Nothing named: all of them. */
export interface Selection {
  types?: EventType[];
  /** BCP 47; `en` also means `en-GB`. A story is in the languages of all who tell it. */
  languages?: string[];
  /** Stories have no source: with sources named they are left out. */
  sources?: string[];
}

/** Whether an event is one of the selection. */
export function selects({ types, languages, sources }: Selection): (event: PublicEvent) => boolean {
  const wanted = languages?.map((tag) => tag.toLowerCase());
  return (event) => {
    if (types !== undefined && !types.includes(event.type as EventType)) return false;
    if (wanted === undefined && sources === undefined) return true;
    const { languages: has, sourceId } = event.facets;
    if (sources !== undefined && (sourceId === undefined || !sources.includes(sourceId))) return false;
    return wanted === undefined || wanted.some((tag) => has.some((one) => one === tag || one.startsWith(`${tag}-`)));
  };
}
