/** Topic names. Internal ones end a stage; the two public ones are the contract with downstream consumers. */
export const Topics = {
  /** Raw pages with their origin. Anyone may produce here. Key: capture id. */
  captures: 'news.captures.v1',
  /** What was found on a capture: kind of page, article ids, repeats. Key: capture id. */
  capturesExtracted: 'news.captures.extracted.v1',
  /** Articles taken out of pages. Key: article id, here and below. */
  articlesExtracted: 'news.articles.extracted.v1',
  /** Articles with their language. */
  articlesTagged: 'news.articles.tagged.v1',
  /** Articles with their fingerprint: one partition, since one writer gives the verdicts. */
  articlesFingerprinted: 'news.articles.fingerprinted.v1',
  /** Articles with their verdict, and changes of what they belong to. */
  articlesResolved: 'news.articles.resolved.v1',
  /** Stories as they change. Key: story id. */
  storiesResolved: 'news.stories.resolved.v1',
  /** What the resolver remembers: its state is a fold of this topic, one partition in the order of its verdicts. */
  dedupState: 'news.dedup.state.v1',
  /** Editors' decisions, for ever. Key: decision id. Compacted. */
  decisions: 'news.dedup.decisions.v1',
  /** What people did with dead letters. Key: id of the dead letter. Compacted. */
  deadLettersHandled: 'news.deadletters.handled.v1',
  /** What `babelwire doctor` writes to see that writing works, and what the brokers' clocks say. Nobody else reads it. */
  diagnostics: 'news.diagnostics.v1',
  /** Public: article events. Compacted. */
  articles: 'news.articles.v1',
  /** Public: story events. Compacted. */
  stories: 'news.stories.v1',
} as const;
