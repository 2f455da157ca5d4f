import { createStoryIndex, storySignature } from '#libs/similarity';

const MINUTE_MS = 60_000;

/**
 * The story (id of its first article) of each `{id, lang, text, t}` (`t` in minutes), taken in order, with no look-ahead.
 * A story has one text per language: a second one in the same language starts another.
 */
export function linkStories(items, options) {
  const index = createStoryIndex(options);
  const storyOf = new Map();
  const languages = new Map();
  for (const { id, lang, text, t } of items) {
    const signature = storySignature(text, lang);
    const match = index.query(signature, t * MINUTE_MS, {
      accept: (other) => !languages.get(storyOf.get(other)).has(lang),
    });
    const story = match ? storyOf.get(match.id) : String(id);
    storyOf.set(String(id), story);
    languages.set(story, (languages.get(story) ?? new Set()).add(lang));
    index.add(String(id), signature, t * MINUTE_MS);
  }
  return storyOf;
}
