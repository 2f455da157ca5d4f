/** Types of events as this command calls them. */
export const TAIL_TYPES = ['created', 'updated', 'duplicate', 'canceled', 'story'] as const;

/** In the words of the stream; what is none of ours is passed on, for the API to judge. */
export const streamType = (type: string): string =>
  type === 'story' ? 'story.updated' : TAIL_TYPES.some((one) => one === type) ? `article.${type}` : type;
