import mongoose from 'mongoose';
import { BabelwireError } from '#libs/contracts';

const { mongo } = mongoose;

/** Driver errors that say something of the network or the servers, nothing of the operation. */
const AWAY = [
  mongo.MongoNetworkError,
  mongo.MongoServerSelectionError,
  mongo.MongoNotConnectedError,
  mongo.MongoTopologyClosedError,
  mongo.MongoClientClosedError,
  mongo.MongoExpiredSessionError,
  mongo.MongoOperationTimeoutError,
  mongo.MongoWriteConcernError,
  mongoose.Error.MongooseServerSelectionError,
];

/** As AWAY, of classes that the driver does not export. */
const AWAY_NAMES = new Set([
  'MongoPoolClearedError',
  'PoolClearedOnNetworkError',
  'MongoPoolClosedError',
  'MongoWaitQueueTimeoutError',
]);

/**
 * Server codes that pass by themselves or by the operator's hand: elections and shutdowns, time limits, write concern,
 * write conflicts, a full disk.
 * https://github.com/mongodb/mongo/blob/master/src/mongo/base/error_codes.yml
 */
// prettier-ignore
const AWAY_CODES = new Set([
  6, 7, 24, 46, 50, 64, 89, 91, 100, 112, 133, 134, 189, 202, 262, 317, 9001, 10058, 10107, 11600, 11602,
  13435, 13436, 14031,
]);

/** What mongoose says, in a plain Error, of calls after the connection was closed or before it was there. */
const NOT_CONNECTED = /initial connection is complete/;

const BSON_OBJECT_TOO_LARGE = new Set([10334, 17419, 17420]);

export const DUPLICATE_KEY = 11000;

const UNAUTHORIZED = 13;
const AUTHENTICATION_FAILED = 18;

/** What TLS says of certificates; the driver passes its words on. */
const TLS_FAULTS: [RegExp, string][] = [
  [
    /self-signed certificate|unable to (get local issuer|verify the first) certificate/i,
    'has a certificate that is not signed by an authority known here: see MONGODB_TLS_CA',
  ],
  [/does not match certificate's altnames/i, 'has a certificate for another host: see MONGODB_URI'],
  [/certificate has expired/i, 'has a certificate that has expired'],
  [/alert|handshake failure/i, 'does not accept the certificate of this client, or misses one: see MONGODB_TLS_CERT'],
  [/wrong version number|packet length too long/i, 'does not speak TLS there: see MONGODB_URI and MONGODB_TLS_CA'],
];

/** What is wrong with who we are for the server, or it for us; completes "MongoDB …". */
function refusalOf(error: unknown): string | undefined {
  if (codesOf(error).includes(AUTHENTICATION_FAILED)) {
    return 'does not accept the user or the password: see MONGODB_USERNAME and MONGODB_PASSWORD, or those in MONGODB_URI';
  }
  if (!AWAY.some((type) => error instanceof type)) return undefined;
  return TLS_FAULTS.find(([pattern]) => pattern.test(String(error)))?.[1];
}

/** Anything that mongoose or its driver throws as a BabelwireError. `action` completes "could not …". */
export function mongoError(thrown: unknown, action: string): BabelwireError {
  if (thrown instanceof BabelwireError) return thrown;
  const error = unwrap(thrown);
  const { name, message } = error as { name?: unknown; message?: unknown };
  const why = `${String(name)}: ${String(message)}`;
  const refusal = refusalOf(error);
  if (refusal !== undefined) {
    const text = `MongoDB ${refusal} (${why})`;
    return new BabelwireError('store-refused', 'transient', text, { cause: thrown });
  }
  if (codesOf(error).includes(UNAUTHORIZED)) {
    const text = `MongoDB does not allow this user to ${action}; it needs the role readWrite on the database (${why})`;
    return new BabelwireError('store-forbidden', 'transient', text, { cause: thrown });
  }
  if (isAway(error)) {
    const text = `could not ${action} in MongoDB: ${why}; check that it runs, that MONGODB_URI names it, and whether it wants TLS`;
    return new BabelwireError('store-unavailable', 'transient', text, { cause: thrown });
  }
  if (codesOf(error).some((code) => BSON_OBJECT_TOO_LARGE.has(code))) {
    return new BabelwireError('document-too-large', 'poison', `could not ${action}: ${why}`, { cause: thrown });
  }
  if (error instanceof mongo.BSON.BSONError || error instanceof mongoose.Error.ValidationError) {
    const text = `could not ${action}: MongoDB can't hold the document: ${why}`;
    return new BabelwireError('invalid-document', 'poison', text, { cause: thrown });
  }
  return BabelwireError.from(error);
}

/** A bulk write wraps what went wrong on the way to the server in an error of its own. */
function unwrap(thrown: unknown): unknown {
  if (thrown instanceof mongo.MongoBulkWriteError && thrown.errorResponse instanceof Error) return thrown.errorResponse;
  return thrown;
}

/** A bulk write has the code of its first fault; those of the others count as well. */
function codesOf(error: unknown): number[] {
  const { code } = error as { code?: unknown };
  const own = typeof code === 'number' ? [code] : [];
  return error instanceof mongo.MongoBulkWriteError ? [...own, ...[error.writeErrors].flat().map((f) => f.code)] : own;
}

/** What single writes of a bulk write failed with; undefined when it failed as a whole. */
export function bulkFaults(error: unknown): { code: number }[] | undefined {
  if (!(error instanceof mongo.MongoBulkWriteError) || error.result.getWriteConcernError() !== undefined)
    return undefined;
  const faults = [error.writeErrors].flat();
  return faults.length === 0 ? undefined : faults;
}

function isAway(error: unknown): boolean {
  if (AWAY.some((type) => error instanceof type)) return true;
  if (error instanceof mongo.MongoBulkWriteError && error.result.getWriteConcernError() !== undefined) return true;
  if (error instanceof mongo.MongoError) {
    if (error.hasErrorLabel('RetryableWriteError') || error.hasErrorLabel('TransientTransactionError')) return true;
    if (codesOf(error).some((code) => AWAY_CODES.has(code))) return true;
  }
  return error instanceof Error && (AWAY_NAMES.has(error.name) || NOT_CONNECTED.test(error.message));
}

/** Runs work on MongoDB; what it throws becomes ours. */
export async function settle<T>(action: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw mongoError(error, action);
  }
}
