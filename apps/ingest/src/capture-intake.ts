import { type Capture, captureId, sha256 } from '#libs/contracts';
import { ProblemException } from '#libs/platform';
import type { CaptureOrigin } from './capture-request.js';

/** Control characters that no text has: these among the first bytes mean an image, an archive, a PDF (MIME Sniffing, §3). */
const isBinary = (byte: number): boolean =>
  byte <= 0x08 || byte === 0x0b || (byte >= 0x0e && byte <= 0x1a) || (byte >= 0x1c && byte <= 0x1f);
/** Text in UTF-16 has NULs and says so in its first two bytes. */
const UTF16_MARKS = ['fffe', 'feff'];
/** How much is looked at, bytes: what browsers look at to tell text from binary (MIME Sniffing, §5.2: 1445). */
const SNIFFED_BYTES = 1445;
/** A capture can't be fetched in the future; a day allows for clocks and zones. */
const FUTURE_MS = 24 * 3600 * 1000;

/**
 * A page becomes a capture. Throws a ProblemException that names the field at fault.
 *
 * @param page.input what brought it; `push` by default
 */
export function takeIn(page: {
  bytes: Buffer;
  contentType: string;
  origin: CaptureOrigin;
  now: Date;
  input?: string;
}): Capture {
  const { bytes, contentType, origin, now, input = 'push' } = page;
  checkBytes(bytes);
  const fetchedAt = origin.fetchedAt === undefined ? now : new Date(origin.fetchedAt);
  if (Number.isNaN(fetchedAt.getTime()) || fetchedAt.getTime() > now.getTime() + FUTURE_MS) {
    const message = 'must be a real instant, and not in the future';
    throw new ProblemException(400, 'invalid-request', 'the request has faults in: fetchedAt', [
      { field: 'fetchedAt', message },
    ]);
  }
  const sourceId = origin.sourceId ?? (origin.url === undefined ? 'push' : new URL(origin.url).hostname);
  const text = asUtf8(bytes);
  return {
    id: captureId({ ...origin, sourceId, contentType, rawSha256: sha256(bytes) }),
    ...(origin.url === undefined ? {} : { url: origin.url }),
    sourceId,
    input,
    contentType,
    ...(origin.timeZone === undefined ? {} : { timeZone: origin.timeZone }),
    ...(origin.languages === undefined || origin.languages.length === 0 ? {} : { languages: origin.languages }),
    fetchedAt: fetchedAt.toISOString(),
    body: text ?? bytes.toString('base64'),
    bodyEncoding: text === undefined ? 'base64' : 'utf8',
  };
}

function checkBytes(bytes: Buffer): void {
  if (bytes.length === 0 || bytes.toString('latin1').trim() === '') {
    throw new ProblemException(400, 'empty-body', 'the body is empty', [{ field: 'body', message: 'send the page' }]);
  }
  if (UTF16_MARKS.includes(bytes.subarray(0, 2).toString('hex'))) return;
  if (bytes.subarray(0, SNIFFED_BYTES).some(isBinary)) {
    throw new ProblemException(415, 'not-text', 'the body is binary, not HTML or text', [
      { field: 'body', message: 'send the page itself; images, archives and PDF are not taken' },
    ]);
  }
}

/** The text, when the bytes are UTF-8 and come out of it the same; a byte order mark is kept out of the way of that. */
function asUtf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
