import {
  ARTICLE_LEFT,
  ARTICLE_LINKED,
  ARTICLE_RECALLED,
  ARTICLE_REMEMBERED,
  ARTICLE_WITHDRAWN,
  DECISION_REQUESTED,
  STORY_REMEMBERED,
} from './cloud-event.js';
import type { JsonSchema } from './json-schema.js';
import { Topics } from './topic-names.js';

/** What travels on a channel. */
export interface Message {
  /** Of the message in the description; the class's name unless two topics carry the class. */
  name?: string;
  /** Contract class of the value; none for a message without a value. */
  schema: string | null;
  events: string[];
}

/** A topic as it is described. */
export interface Channel {
  /** Of topics of languages: with `{language}` in it. */
  topic: string;
  messages: Message[];
  summary: string;
  key: string;
  internal: boolean;
  /** Whether a retry and a dead-letter topic stand beside it. */
  consumed: boolean;
}

const stage = (topic: string, key: string, summary: string, ...messages: Message[]): Channel => ({
  topic,
  messages,
  summary: `Internal. ${summary}`,
  key,
  internal: true,
  consumed: true,
});

const articleEvents = ['article.created', 'article.updated', 'article.duplicate', 'article.canceled'];

/** Topics of languages. */
export const LANGUAGE_CHANNEL = `${Topics.articles}.{language}`;

export const CHANNELS: Channel[] = [
  {
    topic: Topics.articles,
    messages: [{ schema: 'Article', events: articleEvents }],
    summary: 'Public. Every version of every article, once under read_committed, in version order per key. Compacted.',
    key: 'article id',
    internal: false,
    consumed: false,
  },
  {
    topic: LANGUAGE_CHANNEL,
    messages: [
      { schema: 'Article', events: articleEvents },
      { name: 'ArticleLeft', schema: null, events: [ARTICLE_LEFT] },
    ],
    summary:
      'Public, where LANGUAGE_TOPICS names the language. The events of its articles, as on news.articles.v1; an article ' +
      'that turns out to be in another language leaves with a message without a value. Compacted.',
    key: 'article id',
    internal: false,
    consumed: false,
  },
  {
    topic: Topics.stories,
    messages: [{ schema: 'Story', events: ['story.updated'] }],
    summary: 'Public. Stories as told by several articles, every version once, in version order per key. Compacted.',
    key: 'story id',
    internal: false,
    consumed: false,
  },
  {
    topic: Topics.captures,
    messages: [{ schema: 'Capture', events: ['capture.received'] }],
    summary: 'Pages as received. Anyone may produce here; what is not valid goes to the dead-letter topic.',
    key: 'capture id',
    internal: false,
    consumed: true,
  },
  stage(Topics.capturesExtracted, 'capture id', 'What was found on a capture.', {
    schema: 'CaptureSummary',
    events: ['capture.extracted'],
  }),
  stage(Topics.articlesExtracted, 'article id', 'Articles as they leave the page.', {
    schema: 'ExtractedArticle',
    events: ['article.extracted'],
  }),
  stage(Topics.articlesTagged, 'article id', 'Articles with their language.', {
    schema: 'TaggedArticle',
    events: ['article.tagged'],
  }),
  stage(
    Topics.articlesFingerprinted,
    'article id; decision id',
    'Articles with their fingerprint, what editors ask for, and pages taken down: all that verdicts follow from. One partition.',
    { schema: 'FingerprintedArticle', events: ['article.fingerprinted'] },
    { name: 'RequestedDecision', schema: 'Decision', events: [DECISION_REQUESTED] },
    { schema: 'WithdrawnArticle', events: [ARTICLE_WITHDRAWN] },
    { schema: 'RecalledArticle', events: [ARTICLE_RECALLED] },
  ),
  stage(
    Topics.articlesResolved,
    'article id',
    'Articles with their verdict, and changes of what they belong to.',
    { schema: 'ResolvedArticle', events: ['article.resolved'] },
    { schema: 'LinkedArticle', events: [ARTICLE_LINKED] },
  ),
  stage(Topics.storiesResolved, 'story id', 'Stories as they change.', {
    name: 'ResolvedStory',
    schema: 'Story',
    events: ['story.resolved'],
  }),
  {
    ...stage(
      Topics.dedupState,
      'article or story id',
      'What the one who gives the verdicts remembers, in their order. One partition.',
      { schema: 'RememberedArticle', events: [ARTICLE_REMEMBERED] },
      { name: 'RememberedLink', schema: 'LinkedArticle', events: [ARTICLE_LINKED] },
      { name: 'RememberedStory', schema: 'Story', events: [STORY_REMEMBERED] },
    ),
    consumed: false,
  },
  {
    ...stage(
      Topics.decisions,
      'decision id',
      "Editors' decisions on pairs of articles; the last one of a pair counts. Compacted, one partition.",
      { schema: 'Decision', events: ['decision.made'] },
    ),
    consumed: false,
  },
];

/** JSON Schema of the headers of events. */
export const headersOf = (events: string[]): JsonSchema => ({
  type: 'object',
  required: ['ce_specversion', 'ce_id', 'ce_source', 'ce_type', 'ce_time', 'ce_subject', 'content-type'],
  properties: {
    ce_specversion: { type: 'string', const: '1.0' },
    ce_id: { type: 'string', description: 'The same event always has the same id: drop what you have seen.' },
    ce_source: { type: 'string', description: 'The service that produced it, e.g. /babelwire/publish.' },
    ce_type: { type: 'string', enum: events },
    ce_time: { type: 'string', format: 'date-time' },
    ce_subject: { type: 'string', description: 'The same as the key.' },
    'content-type': { type: 'string', const: 'application/json' },
    traceparent: { type: 'string', description: 'W3C trace context, where there is one.' },
  },
});
