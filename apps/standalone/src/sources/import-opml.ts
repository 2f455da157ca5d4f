import { readFile } from 'node:fs/promises';
import { BabelwireError } from '#libs/contracts';
import { readOpml } from '#libs/feeds';
import type { Values } from '../command.js';
import { settingsOf } from './add.js';
import type { SourcesApi } from './api.js';
import { say } from './print.js';

/** Feeds added at once: each is fetched once to see that it is one, and hosts have their pauses. */
const AT_ONCE = 8;

/**
 * `babelwire sources import FILE`: every feed of a list (OPML) becomes a source. Those that are there already are left as
 * they are, so that a list can be imported again.
 */
export async function importOpml(api: SourcesApi, [file = '']: string[], values: Values): Promise<boolean> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new BabelwireError('file-unreadable', 'poison', `${file} can't be read: ${why}`, { cause });
  }
  const { feeds, warnings } = readOpml(bytes);
  for (const { message } of warnings) say(message);
  const known = new Set((await api.list()).flatMap(({ url, resources }) => [url, ...resources.map((one) => one.url)]));
  const fresh = feeds.filter(({ url }) => !known.has(new URL(url).href));
  const settings = settingsOf(values);
  const result = { found: feeds.length, known: feeds.length - fresh.length, added: 0, failed: 0 };
  const pending = fresh[Symbol.iterator]();
  const work = async (): Promise<void> => {
    for (const { url, title } of pending) {
      try {
        await api.add({
          url,
          kind: 'feed',
          ...(title === undefined ? {} : { name: title.slice(0, 200) }),
          ...settings,
        });
        result.added += 1;
      } catch (error) {
        if (error instanceof BabelwireError && error.code === 'api-unavailable') throw error;
        result.failed += 1;
        say(`${url}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  if (values.json === true) process.stdout.write(`${JSON.stringify(result)}\n`);
  else {
    const { found, added, failed } = result;
    process.stdout.write(`${found} feeds: ${added} added, ${result.known} there already, ${failed} refused\n`);
  }
  return result.failed === 0;
}
