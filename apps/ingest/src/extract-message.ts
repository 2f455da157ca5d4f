import { Capture, decode, encode, eventHeaders, type Headers, stableId, Topics } from '#libs/contracts';
import type { MessageBytes, OutgoingBytes } from '#libs/messaging';
import { extract, type ExtractionTools } from './extract.js';

/** A capture's message becomes those of its articles, and that of its summary. Throws poison for what is no page. */
export function extractMessage({ value, timestamp }: MessageBytes, tools: ExtractionTools): OutgoingBytes[] {
  const capture = decode(Capture, value);
  const { articles, summary } = extract(capture, tools);
  const event = (type: string, subject: string): Headers =>
    eventHeaders({
      id: stableId(type, capture.id, subject),
      source: '/babelwire/ingest',
      type,
      time: new Date(timestamp).toISOString(),
      subject,
    });
  return [
    ...articles.map((article) => ({
      topic: Topics.articlesExtracted,
      key: article.id,
      value: encode(article),
      headers: event('article.extracted', article.id),
    })),
    {
      topic: Topics.capturesExtracted,
      key: summary.id,
      value: encode(summary),
      headers: event('capture.extracted', summary.id),
    },
  ];
}
