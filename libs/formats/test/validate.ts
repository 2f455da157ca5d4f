import { Ajv } from 'ajv';

/** RFC 3986, as far as a validator needs it: a scheme, and none of the signs that must be escaped. */
const URI = /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i;
const DATE_TIME = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/;

const ajv = new Ajv({ allErrors: true, strict: false, formats: { uri: URI, 'date-time': DATE_TIME } });

/** What is wrong with a document by a schema; nothing when it is right. */
export function faultsBy(schema: object, document: unknown): string[] {
  // What is written as JSON has no members that are undefined.
  ajv.validate(schema, JSON.parse(JSON.stringify(document)));
  return (ajv.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
}
