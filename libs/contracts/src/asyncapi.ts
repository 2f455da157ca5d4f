import { publicSchemas } from './json-schema.js';
import { deadLetterTopic, retryTopic, Topics } from './topics.js';

type Json = Record<string, unknown>;

interface Channel {
  topic: string;
  schema: string;
  events: string[];
  summary: string;
  key: string;
  internal: boolean;
}

const CHANNELS: Channel[] = [
  {
    topic: Topics.articles,
    schema: 'Article',
    events: ['article.created', 'article.updated', 'article.duplicate', 'article.canceled'],
    summary: 'Public. Every version of every article, once under read_committed, in version order per key. Compacted.',
    key: 'article id',
    internal: false,
  },
  {
    topic: Topics.stories,
    schema: 'Story',
    events: ['story.updated'],
    summary: 'Public. Stories as told by several articles. Compacted. (Reserved: links are not made yet.)',
    key: 'story id',
    internal: false,
  },
  {
    topic: Topics.captures,
    schema: 'Capture',
    events: ['capture.received'],
    summary: 'Pages as received. Anyone may produce here; what is not valid goes to the dead-letter topic.',
    key: 'capture id',
    internal: false,
  },
  {
    topic: Topics.capturesExtracted,
    schema: 'CaptureSummary',
    events: ['capture.extracted'],
    summary: 'Internal. What was found on a capture.',
    key: 'capture id',
    internal: true,
  },
  {
    topic: Topics.articlesExtracted,
    schema: 'ExtractedArticle',
    events: ['article.extracted'],
    summary: 'Internal. Articles as they leave the page.',
    key: 'article id',
    internal: true,
  },
  {
    topic: Topics.articlesTagged,
    schema: 'TaggedArticle',
    events: ['article.tagged'],
    summary: 'Internal. Articles with their language.',
    key: 'article id',
    internal: true,
  },
  {
    topic: Topics.articlesFingerprinted,
    schema: 'FingerprintedArticle',
    events: ['article.fingerprinted'],
    summary: 'Internal. Articles with their fingerprint. One partition.',
    key: 'article id',
    internal: true,
  },
  {
    topic: Topics.articlesResolved,
    schema: 'ResolvedArticle',
    events: ['article.resolved'],
    summary: 'Internal. Articles with their verdict; the state of dedup is a fold of it.',
    key: 'article id',
    internal: true,
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
  const channels = CHANNELS.map(({ topic, summary, schema, internal }) => [
    idOf(topic),
    {
      address: topic,
      summary,
      messages: { [schema]: { $ref: `#/components/messages/${schema}` } },
      ...(internal ? { 'x-internal': true } : {}),
      ...(topic === Topics.articles || topic === Topics.stories
        ? {}
        : { 'x-beside': { retry: retryTopic(topic), 'dead-letter': deadLetterTopic(topic) } }),
    },
  ]);
  const messages = CHANNELS.map(({ schema, events, key }) => [
    schema,
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
