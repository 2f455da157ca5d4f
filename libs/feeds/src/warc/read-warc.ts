import { sniff } from '../sniff.js';
import { endOfHead, fieldsOf, readAnswer } from './http.js';
import { beginsRecord, Damage, Queue } from './queue.js';
import { segmentsOf, type Segment } from './segments.js';

/** A page out of an archive. */
export interface ArchivedPage {
  url: string;
  /** When it was fetched, RFC 3339 as the archive has it. */
  date: string;
  httpStatus: number;
  /** As the server sent it, with its parameters. */
  contentType: string;
  /** Its charset parameter. */
  charset?: string;
  /** The page's bytes, without transfer and content encodings. */
  body: Uint8Array;
  /** Place of its record in the file (of its gzip member): where to begin to read it again. */
  recordOffset: number;
  /** Why the archiver did not keep all of it (`WARC-Truncated`), e.g. `length`. */
  truncated?: string;
}

export interface WarcWarning {
  /** `damaged`, `bad-record`, `truncated`, `too-large`, `bad-answer`. */
  code: string;
  message: string;
  /** Place in the file. */
  offset: number;
}

export interface WarcOptions {
  /** Told of every record that is damaged or too large; reading goes on at the next. */
  onWarning?: (warning: WarcWarning) => void;
  /** Bytes that a record and the page in it may have; 16 MiB by default, as the largest pages have some 10 MB. */
  mostBytes?: number;
  /** Place in the file of the first byte of `chunks`, where a reader goes on; it must be that of a record. */
  offset?: number;
}

const MOST_BYTES = 16 * 1024 * 1024;
/** Heads have some hundred bytes; cookies make them longer. */
const MOST_HEAD = 65_536;
const HTML = /^\s*(?:text\/html|application\/xhtml\+xml)\b/i;

interface RecordHead {
  fields: ReadonlyMap<string, string>;
  length: number;
  at: number;
}

/**
 * The HTML pages of a web archive (WARC 0.17 to 1.1), in its order: its `response` records whose answer is HTML, of any
 * status. `.warc` and `.warc.gz` are told apart by their bytes. At most one record is held. Damaged and cut files give
 * what is whole; nothing is thrown but what the chunks throw.
 */
export async function* readWarc(
  chunks: AsyncIterable<Uint8Array>,
  options: WarcOptions = {},
): AsyncGenerator<ArchivedPage> {
  const { onWarning, mostBytes = MOST_BYTES, offset = 0 } = options;
  const warn = (code: string, message: string, at: number): void => onWarning?.({ code, message, offset: at });
  const segments: AsyncGenerator<Segment> = segmentsOf(chunks, offset);
  const queue = new Queue(segments);
  try {
    for (;;) {
      try {
        const head = await readHead(queue, warn);
        if (head === undefined) return;
        if (head === 'bad') continue;
        const content = await readContent(queue, head, mostBytes, warn);
        const page = content && pageOf(head, content, mostBytes, warn);
        if (page) yield page;
      } catch (error) {
        if (!(error instanceof Damage)) throw error;
        warn(error.truncation ? 'truncated' : 'damaged', `warc: ${error.message}`, error.at);
      }
    }
  } finally {
    await segments.return(undefined);
  }
}

type Warn = (code: string, message: string, at: number) => void;

/** Goes to where the next record begins, past blank lines and what is no record; false at the end of the archive. */
async function toRecord(queue: Queue, warn: Warn): Promise<boolean> {
  let strayAt: number | undefined;
  while (await queue.ensure(1, false)) {
    const bytes = queue.peek();
    if (bytes[0] === 0x0d || bytes[0] === 0x0a) {
      queue.take(1);
      continue;
    }
    const enough = await queue.ensure(6, true);
    if (beginsRecord(queue.peek())) break;
    strayAt ??= queue.at;
    const next = Buffer.from(queue.peek()).indexOf('\nWARC/');
    // The word may be cut in two by the end of what is there; at the end of a member it is not.
    queue.take(next >= 0 ? next + 1 : enough ? queue.peek().length - 5 : queue.peek().length);
  }
  if (strayAt !== undefined) warn('bad-record', 'warc: bytes that belong to no record', strayAt);
  return queue.ensure(5, true);
}

/** Goes to the next record and reads its head; undefined at the end of the archive. */
async function readHead(queue: Queue, warn: Warn): Promise<RecordHead | 'bad' | undefined> {
  if (!(await toRecord(queue, warn))) return undefined;
  const at = queue.at;
  let end = endOfHead(queue.peek());
  while (end < 0 && queue.peek().length < MOST_HEAD && (await queue.ensure(queue.peek().length + 1, true))) {
    end = endOfHead(queue.peek());
  }
  if (end < 0) {
    warn('bad-record', 'warc: a record whose head does not end', at);
    queue.take(5);
    return 'bad';
  }
  const [, ...lines] = Buffer.from(queue.take(end)).toString('utf8').split(/\r?\n/);
  const fields = fieldsOf(lines);
  const length = fields.get('content-length') ?? '';
  if (!/^\d{1,15}$/.test(length)) {
    warn('bad-record', 'warc: a record that does not say its length', at);
    return 'bad';
  }
  return { fields, length: Number(length), at };
}

/** The content of a record; undefined when nobody wants it or it is not whole. */
async function readContent(
  queue: Queue,
  { fields, length, at }: RecordHead,
  most: number,
  warn: Warn,
): Promise<Uint8Array | undefined> {
  const wanted = fields.get('warc-type')?.toLowerCase() === 'response';
  if (!wanted || length > most) {
    if (wanted) warn('too-large', `warc: a record of ${length} bytes; at most ${most} are read`, at);
    if (!(await queue.skip(length, true))) warn('truncated', 'warc: a record ends before its length', at);
    return undefined;
  }
  const whole = await queue.ensure(length, true);
  const contentAt = queue.at;
  const content = queue.take(length);
  if (!whole) {
    warn('truncated', 'warc: a record ends before its length', at);
    return undefined;
  }
  // A length that is too large swallows the records behind.
  if ((await queue.ensure(2, true)) && !/^\r?\n/.test(Buffer.from(queue.peek().subarray(0, 2)).toString('latin1'))) {
    const next = Buffer.from(content).indexOf('\r\n\r\nWARC/1.');
    if (next >= 0) {
      warn('bad-record', 'warc: a record that is shorter than it says', at);
      queue.unread(content.subarray(next), contentAt, next);
      return undefined;
    }
  }
  return content;
}

function pageOf(head: RecordHead, content: Uint8Array, most: number, warn: Warn): ArchivedPage | undefined {
  const { fields, at } = head;
  let answer: ReturnType<typeof readAnswer>;
  try {
    answer = readAnswer(content, most);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    warn('bad-answer', `warc: the page's encoding can't be undone: ${reason}`, at);
    return undefined;
  }
  if (!answer) {
    // DNS answers and the like are archived as responses too.
    if (/^https?:/i.test(fields.get('warc-target-uri') ?? '')) warn('bad-answer', 'warc: the answer is no HTTP', at);
    return undefined;
  }
  const contentType = answer.headers.get('content-type') ?? '';
  if (!HTML.test(contentType) && !(contentType === '' && sniff(answer.body) === 'html')) return undefined;
  const url = (fields.get('warc-target-uri') ?? '').replace(/^<(.*)>$/, '$1');
  const charset = /charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType)?.[1];
  const truncated = fields.get('warc-truncated');
  return {
    url,
    date: fields.get('warc-date') ?? '',
    httpStatus: answer.status,
    contentType: contentType === '' ? 'text/html' : contentType,
    ...(charset === undefined ? {} : { charset }),
    body: answer.body,
    recordOffset: at,
    ...(truncated === undefined ? {} : { truncated }),
  };
}
