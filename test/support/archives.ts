import { gzipSync } from 'node:zlib';

export interface ArchivedAnswer {
  url: string;
  body: Buffer;
  /** Media type, as the server said it. */
  contentType?: string;
  status?: string;
  date?: string;
  type?: 'response' | 'revisit' | 'request';
}

/** One record of a web archive. */
export function warcRecord(answer: ArchivedAnswer): Buffer {
  const { url, body, contentType = 'text/html; charset=utf-8', status = '200 OK', type = 'response' } = answer;
  const http = Buffer.concat([Buffer.from(`HTTP/1.1 ${status}\r\nContent-Type: ${contentType}\r\n\r\n`), body]);
  const head = `WARC/1.1\r\nWARC-Type: ${type}\r\nWARC-Target-URI: ${url}\r\nWARC-Date: ${answer.date ?? '2026-11-20T10:00:00Z'}\r\nContent-Length: ${http.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), http, Buffer.from('\r\n\r\n')]);
}

/** An archive of these records, each a gzip member of its own, as archivers write it. */
export const gzippedArchive = (records: Buffer[]): Buffer => Buffer.concat(records.map((record) => gzipSync(record)));
