import { createReadStream } from 'node:fs';
import { absoluteUrl } from '#libs/extraction';
import { type ArchivedPage, readWarc, type WarcWarning } from '#libs/feeds';
import type { Fault, FoundPage, Input, Item } from './input.js';

/** A place to read on from: a record, and how many pages of it are done (several, where one gzip member has them all). */
interface Position {
  offset: number;
  pages: number;
}

/** A web archive, one after the other of its pages; units are bytes. */
export function archiveInput(path: string, file: { size: number; fingerprint: string }): Input {
  return {
    kind: 'archive',
    path,
    ...file,
    items: (position) => pagesOf(path, file.size, (position as Position | undefined) ?? { offset: 0, pages: 0 }),
  };
}

async function* pagesOf(path: string, size: number, from: Position): AsyncGenerator<Item> {
  let faults: Fault[] = [];
  let { offset, pages } = { offset: from.offset, pages: 0 };
  const onWarning = (warning: WarcWarning): void => void faults.push(faultOf(warning));
  const chunks: AsyncIterable<Uint8Array> = createReadStream(path, { start: from.offset, highWaterMark: 256 * 1024 });
  for await (const page of readWarc(chunks, { onWarning, offset: from.offset })) {
    pages = page.recordOffset === offset ? pages + 1 : 1;
    offset = page.recordOffset;
    if (offset === from.offset && pages <= from.pages) {
      // Done the last time, with what stands before it.
      faults = [];
      continue;
    }
    const place = `offset ${offset}`;
    yield { place, position: { offset, pages }, passed: offset, ...readOf(page, place, faults) };
    faults = [];
  }
  yield { place: 'end', passed: size, faults };
}

function readOf(page: ArchivedPage, place: string, before: Fault[]): Pick<Item, 'faults' | 'skipped' | 'task'> {
  if (page.httpStatus < 200 || page.httpStatus > 299) {
    return { faults: before, skipped: `answered with status ${page.httpStatus}` };
  }
  const url = absoluteUrl(page.url, undefined);
  if (url === undefined) {
    const message = `a page without an address: WARC-Target-URI is ${JSON.stringify(page.url)}`;
    return { faults: [...before, { place, code: 'no-address', message }] };
  }
  const faults =
    page.truncated === undefined
      ? before
      : [...before, { place, code: 'cut', message: `the archive has only a part of ${url.href} (${page.truncated})` }];
  return { faults, task: { page: pageOf(page, url) } };
}

function pageOf({ charset, date, body }: ArchivedPage, url: URL): FoundPage {
  const at = Date.parse(date);
  return {
    url: url.href,
    // Labels are right about the charset more often than about the rest.
    contentType: charset === undefined ? 'text/html' : `text/html; charset=${charset}`,
    body,
    ...(Number.isNaN(at) ? {} : { fetchedAt: new Date(at).toISOString() }),
  };
}

const faultOf = ({ code, message, offset }: WarcWarning): Fault => ({
  place: `offset ${offset}`,
  code,
  message: message.replace(/^warc: /, ''),
});
