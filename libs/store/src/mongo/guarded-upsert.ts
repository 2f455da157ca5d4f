import mongoose, { type mongo } from 'mongoose';
import { BabelwireError } from '#libs/contracts';
import { compareRevisions, type Revision } from '../records.js';
import type { UpsertOutcome } from '../ports.js';
import { DUPLICATE_KEY, mongoError } from './errors.js';
import type { Guard } from './schemas.js';

/** A document on its way in, with the revision that guards it. */
export interface Guarded<T> extends Revision {
  replacement: T;
}

interface Guardable {
  _id: string;
  _internal: Guard;
}

/**
 * Tries of one document. A lost race means that another writer stored a document of this id; it is there at the next
 * try, so a second loss needs a removal in between.
 */
const MAX_TRIES = 5;

/** Matches a stored document that the revision wins over; see Revision. */
function losesTo({ id, version, versionAt, eventId }: Revision): mongo.Filter<Guardable> {
  const at = new Date(versionAt);
  return {
    _id: id,
    $or: [
      { '_internal.version': { $lt: version } },
      { '_internal.version': version, '_internal.eventId': { $ne: eventId }, '_internal.versionAt': { $lt: at } },
      { '_internal.version': version, '_internal.eventId': { $lt: eventId }, '_internal.versionAt': at },
    ],
  };
}

/**
 * Writes each document unless a revision is stored that wins over it. One bulk write for all that have different ids; a
 * further one for the second of an id, and so on, since an unordered bulk write promises no order.
 */
export async function guardedUpsert<T extends Guardable>(
  collection: mongo.Collection<T>,
  inputs: Guarded<T>[],
): Promise<UpsertOutcome[]> {
  const outcomes = inputs.map((): UpsertOutcome => 'applied');
  for (const round of rounds(inputs)) {
    let pending = round;
    for (let tries = 1; pending.length > 0; tries++) {
      if (tries > MAX_TRIES) throw busy(pending.map((index) => inputs[index]?.id ?? ''));
      const refused = await write(collection, inputs, pending);
      pending = await settleRefused(collection, inputs, refused, outcomes);
    }
  }
  return outcomes;
}

/** Indexes of the inputs: the first of each id, then the second of each id … */
function rounds(inputs: { id: string }[]): number[][] {
  const seen = new Map<string, number>();
  const found: number[][] = [];
  inputs.forEach(({ id }, index) => {
    const nth = seen.get(id) ?? 0;
    seen.set(id, nth + 1);
    (found[nth] ??= []).push(index);
  });
  return found;
}

/**
 * Returns the indexes of those that MongoDB refused with E11000: the filter did not match, so the upsert became an
 * insert, of an id that is there, because a winning revision is stored or another writer was faster.
 */
async function write<T extends Guardable>(
  collection: mongo.Collection<T>,
  inputs: Guarded<T>[],
  pending: number[],
): Promise<number[]> {
  const chosen = pending.flatMap((index) => inputs[index] ?? []);
  const operations = chosen.map((input) => ({
    replaceOne: {
      filter: losesTo(input) as mongo.Filter<T>,
      replacement: input.replacement,
      upsert: true,
    },
  }));
  try {
    await collection.bulkWrite(operations, { ordered: false });
    return [];
  } catch (error) {
    const faults = error instanceof mongoose.mongo.MongoBulkWriteError ? [error.writeErrors].flat() : [];
    const other = faults.find((fault) => fault.code !== DUPLICATE_KEY);
    const unacknowledged =
      error instanceof mongoose.mongo.MongoBulkWriteError && error.result.getWriteConcernError() !== undefined;
    if (faults.length === 0 || other !== undefined || unacknowledged) throw mongoError(error, 'write documents');
    return faults.flatMap((fault) => pending[fault.index] ?? []);
  }
}

/** Records what became of refused inputs; returns those that lost a race and are to be tried again. */
async function settleRefused<T extends Guardable>(
  collection: mongo.Collection<T>,
  inputs: Guarded<T>[],
  refused: number[],
  outcomes: UpsertOutcome[],
): Promise<number[]> {
  if (refused.length === 0) return [];
  const stored = await readRevisions(
    collection,
    refused.flatMap((index) => inputs[index]?.id ?? []),
  );
  return refused.filter((index) => {
    const input = inputs[index];
    const winner = input === undefined ? undefined : stored.get(input.id);
    if (input === undefined || winner === undefined) return true;
    const verdict = compareRevisions(input, winner);
    if (verdict === 'newer') return true;
    outcomes[index] = verdict;
    return false;
  });
}

async function readRevisions<T extends Guardable>(
  collection: mongo.Collection<T>,
  ids: string[],
): Promise<Map<string, Revision>> {
  const cursor = collection.find<Guardable>({ _id: { $in: ids } } as mongo.Filter<T>, {
    projection: { '_internal.version': 1, '_internal.versionAt': 1, '_internal.eventId': 1 },
  });
  const revisions = new Map<string, Revision>();
  for (const { _id: id, _internal: guard } of await cursor.toArray()) {
    revisions.set(id, { id, version: guard.version, versionAt: guard.versionAt.getTime(), eventId: guard.eventId });
  }
  return revisions;
}

function busy(ids: string[]): BabelwireError {
  const message = `other writers were faster ${MAX_TRIES} times for ${ids.slice(0, 5).join(', ')}; try again later`;
  return new BabelwireError('store-unavailable', 'transient', message);
}
