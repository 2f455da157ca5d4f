import { CHANNELS, headersOf, LANGUAGE_CHANNEL, type Message } from './channels.js';
import { publicSchemas } from './json-schema.js';
import { Topics } from './topic-names.js';
import { deadLetterTopic, retryTopic } from './topics.js';

type Json = Record<string, unknown>;

const idOf = (topic: string): string => topic.replaceAll('.', '-').replaceAll(/[{}]/g, '');

const nameOf = ({ name, schema }: Message): string => name ?? schema ?? '';

/** In place of the language in the address of a topic. */
const language = {
  description: 'BCP 47 in lower case.',
  examples: ['uk', 'zh-hant'],
};

/** The AsyncAPI 3 description of the line, made of the contract classes. */
export function asyncApi(): Json {
  const channels = CHANNELS.map(({ topic, summary, messages, internal, consumed }) => [
    idOf(topic),
    {
      address: topic,
      summary,
      messages: Object.fromEntries(
        messages.map((message) => [nameOf(message), { $ref: `#/components/messages/${nameOf(message)}` }]),
      ),
      ...(topic === LANGUAGE_CHANNEL ? { parameters: { language } } : {}),
      ...(internal ? { 'x-internal': true } : {}),
      ...(consumed ? { 'x-beside': { retry: retryTopic(topic), 'dead-letter': deadLetterTopic(topic) } } : {}),
    },
  ]);
  const all = CHANNELS.flatMap(({ messages, key }) => messages.map((message) => ({ ...message, key })));
  const messages = all.map(({ key, ...message }) => [
    nameOf(message),
    {
      contentType: 'application/json',
      headers: headersOf(message.events),
      payload: message.schema === null ? { type: 'null' } : { $ref: `#/components/schemas/${message.schema}` },
      bindings: { kafka: { key: { type: 'string', description: key } } },
    },
  ]);
  const operations = CHANNELS.map(({ topic }) => [
    `${topic === Topics.captures ? 'receive' : 'send'}-${idOf(topic)}`,
    { action: topic === Topics.captures ? 'receive' : 'send', channel: { $ref: `#/channels/${idOf(topic)}` } },
  ]);
  return {
    asyncapi: '3.1.0',
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
