import { createStoryIndex, storySignature } from '#libs/similarity';

const MINUTE_MS = 60_000;

/**
 * The story (id of its first article) of each `{id, lang, text, t}` (`t` in minutes), taken in order, with no look-ahead.
 * A story has one text per language. An article that belongs to two stories with no language in common merges them.
 */
export function linkStories(items, options) {
  const index = createStoryIndex(options);
  const storyOf = new Map();
  for (const { id, lang, text, t } of items) {
    const signature = storySignature(text, lang);
    const at = t * MINUTE_MS;
    let story = { id: String(id), members: [String(id)], languages: new Set([lang]) };
    storyOf.set(String(id), story);
    for (const match of index.query(signature, at)) {
      const other = storyOf.get(match.id);
      if (other === story || [...other.languages].some((language) => story.languages.has(language))) continue;
      for (const member of story.members) storyOf.set(member, other);
      other.members.push(...story.members);
      for (const language of story.languages) other.languages.add(language);
      story = other;
    }
    index.add(String(id), signature, at);
  }
  return new Map([...storyOf].map(([id, story]) => [id, story.id]));
}
