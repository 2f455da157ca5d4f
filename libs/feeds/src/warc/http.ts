import { brotliDecompressSync, constants, inflateRawSync, inflateSync } from 'node:zlib';
import { gunzip, isGzip } from '../gunzip.js';

/** An answer of a server as it was archived. */
export interface HttpAnswer {
  status: number;
  headers: ReadonlyMap<string, string>;
  /** Without transfer and content encodings. */
  body: Uint8Array;
}

/** Where the head ends and the body begins; -1 when it does not. */
export function endOfHead(bytes: Uint8Array): number {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const strict = buffer.indexOf('\r\n\r\n');
  const loose = buffer.indexOf('\n\n');
  if (strict >= 0 && (loose < 0 || strict < loose)) return strict + 4;
  return loose < 0 ? -1 : loose + 2;
}

/** Fields of a head, names in lower case; of one that comes twice the first, continued lines joined. */
export function fieldsOf(lines: readonly string[]): Map<string, string> {
  const fields = new Map<string, string>();
  let last = '';
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (/^[ \t]/.test(line) && last !== '') fields.set(last, `${fields.get(last) ?? ''} ${line.trim()}`);
    else if (colon > 0) {
      last = line.slice(0, colon).trim().toLowerCase();
      if (!fields.has(last)) fields.set(last, line.slice(colon + 1).trim());
    }
  }
  return fields;
}

/**
 * Takes an archived answer apart. `most`: bytes that the body may come to. Undefined when it is no HTTP; throws
 * (poison) `gzip-too-large` and what zlib says of a damaged body.
 */
export function readAnswer(bytes: Uint8Array, most: number): HttpAnswer | undefined {
  const end = endOfHead(bytes);
  const head = Buffer.from(bytes.subarray(0, end < 0 ? bytes.length : end)).toString('latin1');
  const [first = '', ...lines] = head.split(/\r?\n/);
  const status = /^HTTP\/\d(?:\.\d)?\s+(\d{3})\b/i.exec(first)?.[1];
  if (status === undefined) return undefined;
  const headers = fieldsOf(lines);
  let body = end < 0 ? new Uint8Array(0) : bytes.subarray(end);
  if (/\bchunked\b/i.test(headers.get('transfer-encoding') ?? '')) body = unchunked(body) ?? body;
  for (const encoding of (headers.get('content-encoding') ?? '').toLowerCase().split(',').reverse()) {
    body = withoutEncoding(body, encoding.trim(), most);
  }
  return { status: Number(status), headers, body };
}

/** Joins the chunks; undefined when they are none, for archivers undo them and leave the header. */
function unchunked(bytes: Uint8Array): Uint8Array | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < buffer.length;) {
    const lineEnd = buffer.indexOf('\n', at);
    const size = /^\s*([\da-f]{1,8})\s*(?:;.*)?\r?$/i.exec(
      buffer.toString('latin1', at, Math.min(lineEnd, at + 1000)),
    )?.[1];
    if (lineEnd < 0 || size === undefined) return chunks.length > 0 ? Buffer.concat(chunks) : undefined;
    const length = parseInt(size, 16);
    if (length === 0) break;
    chunks.push(buffer.subarray(lineEnd + 1, lineEnd + 1 + length));
    at = lineEnd + 1 + length;
    while (buffer[at] === 0x0d || buffer[at] === 0x0a) at++;
  }
  return Buffer.concat(chunks);
}

/** Undoes one content encoding. Archivers undo it too, and leave the header: then the bytes are what they are. */
function withoutEncoding(bytes: Uint8Array, encoding: string, most: number): Uint8Array {
  const cut = { maxOutputLength: most, finishFlush: constants.Z_SYNC_FLUSH };
  if (encoding === 'gzip' || encoding === 'x-gzip') return isGzip(bytes) ? gunzip(bytes, most) : bytes;
  if (encoding === 'br') {
    return startsLikeText(bytes) ? bytes : brotliDecompressSync(bytes, { maxOutputLength: most });
  }
  if (encoding === 'deflate' && !startsLikeText(bytes)) {
    // The zlib wrapper is what the RFC means, raw deflate what some servers send.
    return bytes[0] === 0x78 ? inflateSync(bytes, cut) : inflateRawSync(bytes, cut);
  }
  return bytes;
}

const startsLikeText = (bytes: Uint8Array): boolean =>
  /^\s*<[a-z!?]/i.test(Buffer.from(bytes.subarray(0, 64)).toString('latin1'));
