import type { AskAdmin } from './topics.js';

/** What is younger, ms, counts as new: a message is under way for as long. */
const NEW_MS = 1000;
/** No topic of a stage is kept for longer, ms; what is older is as old as this. */
const OLDEST_MS = 365 * 24 * 3600 * 1000;
/** How exact the age is, as a factor. Each halving costs a question. */
const EXACT = 1.1;

/**
 * When the oldest message that is not handled was written, ms since the epoch; to within a tenth of its age. Kafka tells no
 * time by offset but offsets by time, so the time is searched for.
 *
 * @param topic name in the cluster
 * @param next by partition: the first offset that is not handled; at least one of them is there
 */
export async function oldestUnhandled(ask: AskAdmin, topic: string, next: number[], now: number): Promise<number> {
  const isOlderThan = async (age: number): Promise<boolean> => {
    const since = await ask((admin) => admin.fetchTopicOffsetsByTimestamp(topic, Math.round(now - age)));
    return since.some(({ partition, offset }) => Number(offset) > (next[partition] ?? Infinity));
  };
  let [known, open] = [0, NEW_MS];
  while (open < OLDEST_MS && (await isOlderThan(open))) [known, open] = [open, open * 4];
  if (known === 0) return now;
  while (open / known > EXACT) {
    const middle = Math.sqrt(known * open);
    if (await isOlderThan(middle)) known = middle;
    else open = middle;
  }
  return Math.round(now - known);
}
