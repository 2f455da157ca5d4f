import { BabelwireError } from '#libs/contracts';

/** Families of SQLite result codes that say something of the file or the disk, nothing of the document. */
const AWAY = /^SQLITE_(BUSY|LOCKED|IOERR|FULL|CANTOPEN|READONLY|CORRUPT|NOTADB|NOMEM|PROTOCOL|INTERRUPT)/;

/** Anything that libsql throws as a BabelwireError. `action` completes "could not …". */
export function embeddedError(thrown: unknown, action: string): BabelwireError {
  if (thrown instanceof BabelwireError) return thrown;
  const { code, message } = thrown as { code?: unknown; message?: unknown };
  const away = typeof code === 'string' && AWAY.test(code);
  // libsql gives neither a code nor a class of its own to these two.
  const closed = /connection is not open|ConnectionFailed/.test(String(message));
  if (!away && !closed) return BabelwireError.from(thrown);
  const why = typeof code === 'string' && code !== '' ? `${code}: ${String(message)}` : String(message);
  const text = `could not ${action} in the embedded store: ${why}; check the database file, its folder and the disk`;
  return new BabelwireError('store-unavailable', 'transient', text, { cause: thrown });
}
