import {
  ARTICLE_LINKED,
  ARTICLE_REMEMBERED,
  ARTICLE_WITHDRAWN,
  DECISION_REQUESTED,
  STORY_REMEMBERED,
} from './cloud-event.js';
import { publicSchemas } from './json-schema.js';
import { deadLetterTopic, retryTopic, Topics } from './topics.js';

type Json = Record<string, unknown>;

interface Message {
  /** Of the message in the description; the class's name unless two topics carry the class. */
  name?: string;
  schema: string;
  events: string[];
}

interface Channel {
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

const CHANNELS: Channel[] = [
  {
    topic: Topics.articles,
    messages: [
      {
        schema: 'Article',
        events: ['article.created', 'article.updated', 'article.duplicate', 'article.canceled'],
      },
    ],
    summary: 'Public. Every version of every article, once under read_committed, in version order per key. Compacted.',
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

const headersOf = (events: string[]): Json => ({
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

const idOf = (topic: string): string => topic.replaceAll('.', '-');

/** The AsyncAPI 3 description of the line, made of the contract classes. */
export function asyncApi(): Json {
  const channels = CHANNELS.map(({ topic, summary, messages, internal, consumed }) => [
    idOf(topic),
    {
      address: topic,
      summary,
      messages: Object.fromEntries(
        messages.map(({ schema, name = schema }) => [name, { $ref: `#/components/messages/${name}` }]),
      ),
      ...(internal ? { 'x-internal': true } : {}),
      ...(consumed ? { 'x-beside': { retry: retryTopic(topic), 'dead-letter': deadLetterTopic(topic) } } : {}),
    },
  ]);
  const all = CHANNELS.flatMap(({ messages, key }) => messages.map((message) => ({ ...message, key })));
  const messages = all.map(({ schema, name = schema, events, key }) => [
    name,
    {
      contentType: 'application/json',
      headers: headersOf(events),
      payload: { $ref: `#/components/schemas/${schema}` },
      bindings: { kafka: { key: { type: 'string', description: key } } },
    },
  ]);
  const operations = CHANNELS.map(({ topic }) => [
    `${topic === Topics.captures ? 'receive' : 'send'}-${idOf(topic)}`,
    { action: topic === Topics.captures ? 'receive' : 'send', channel: { $ref: `#/channels/${idOf(topic)}` } },
  ]);
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Babelwire',
      version: '1',
      license: { name: 'Apache-2.0' },
      description:
        'Topics of the line. Values are JSON; CloudEvents 1.0 attributes are in `ce_` headers (Kafka binding, binary ' +
        'mode). Read the public topics with isolation level read_committed. With KAFKA_PREFIX set, every name has it.',
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(channels) as Json,
    operations: Object.fromEntries(operations) as Json,
    components: { messages: Object.fromEntries(messages) as Json, schemas: publicSchemas() },
  };
}
