import { BabelwireError } from './errors.js';

/**
 * CloudEvents 1.0, Kafka protocol binding, binary mode: attributes are `ce_` headers, the value is the data alone.
 * https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md
 */
export interface CloudEventAttributes {
  id: string;
  /** URI reference of who produced the event, e.g. `/babelwire/ingest`. */
  source: string;
  /** e.g. `article.created`. */
  type: string;
  /** RFC 3339 instant. */
  time: string;
  subject: string;
  dataschema?: string;
  traceparent?: string;
}

/** Types of events that share a topic with others: readers tell them apart by `ce_type`. */
export const ARTICLE_LINKED = 'article.linked';
export const ARTICLE_REMEMBERED = 'article.remembered';
export const STORY_REMEMBERED = 'story.remembered';
export const ARTICLE_RECALLED = 'article.recalled';
export const ARTICLE_WITHDRAWN = 'article.withdrawn';
/** On the topic of a language alone, without a value: the article is in another language by now. */
export const ARTICLE_LEFT = 'article.left';
export const DECISION_REQUESTED = 'decision.requested';

/** Header of a message that a replay put in front of others or sent again: where its original lies, partition/offset. */
export const REPLAY_OF = 'bw-replay-of';

export type Headers = Record<string, string>;

export function eventHeaders(event: CloudEventAttributes): Headers {
  return {
    ce_specversion: '1.0',
    ce_id: event.id,
    ce_source: event.source,
    ce_type: event.type,
    ce_time: event.time,
    ce_subject: event.subject,
    'content-type': 'application/json',
    ...(event.dataschema === undefined ? {} : { ce_dataschema: event.dataschema }),
    ...(event.traceparent === undefined ? {} : { traceparent: event.traceparent }),
  };
}

/** The JSON data of a message. Throws poison `malformed-json` for anything that is not JSON in UTF-8. */
export function parseJson(value: Uint8Array | null): unknown {
  if (value === null || value.length === 0) {
    throw new BabelwireError('empty-message', 'poison', 'the message has no value; expected a JSON object');
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(value);
  } catch (cause) {
    throw new BabelwireError('malformed-json', 'poison', 'the message is not UTF-8', { cause });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new BabelwireError('malformed-json', 'poison', `the message is not JSON: ${why}`, { cause });
  }
}
