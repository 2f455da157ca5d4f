/** A JSON Schema as ours are: what class-validator-jsonschema makes, and no more. */
type Schema = Record<string, unknown>;

/**
 * Who writes the documents and who reads them. `ours`: we write, others read. A topic holds documents of many releases, and
 * readers check them by the schema of any: neither may a document of before fail under the new schema, nor one of now under
 * the old. `theirs`: others write, the line reads, and only the first counts.
 */
export type Written = 'ours' | 'theirs';

/** Keywords that say nothing of what a document may be. */
const WORDS = new Set(['$schema', '$id', 'title', 'description', 'examples', 'definitions']);
/** Limits, and whether a greater number allows less. */
const LIMITS: Record<string, 'lower' | 'upper'> = {
  minimum: 'lower',
  minLength: 'lower',
  minItems: 'lower',
  maximum: 'upper',
  maxLength: 'upper',
  maxItems: 'upper',
};

const at = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);
const listed = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);
const shown = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));

/** One line a fault, the field first; none when the change is compatible. */
export function incompatibilities(released: Schema, current: Schema, written: Written): string[] {
  const compared = new Set<string>();
  const compare = (before: Schema, now: Schema, path: string): string[] => {
    const [from, to] = [resolve(released, before), resolve(current, now)];
    const pair = `${String(before.$ref)} ${String(now.$ref)}`;
    if (before.$ref !== undefined && compared.has(pair)) return [];
    compared.add(pair);
    return [
      ...keywords(from, to, path, written),
      ...fields(from, to, path, written, compare),
      ...items(from, to, path),
    ];
  };
  const items = (from: Schema, to: Schema, path: string): string[] => {
    if (from.items === undefined && to.items === undefined) return [];
    return compare((from.items ?? {}) as Schema, (to.items ?? {}) as Schema, `${path}[]`);
  };
  return compare(released, current, '');
}

function resolve(root: Schema, schema: Schema): Schema {
  if (typeof schema.$ref !== 'string') return schema;
  const name = schema.$ref.replace('#/definitions/', '');
  return (root.definitions as Record<string, Schema>)[name] ?? {};
}

function fields(
  from: Schema,
  to: Schema,
  path: string,
  written: Written,
  compare: (before: Schema, now: Schema, path: string) => string[],
): string[] {
  const [before, now] = [from.properties, to.properties].map((one) => (one ?? {}) as Record<string, Schema>);
  const [needed, needs] = [from.required, to.required].map((one) => new Set(listed(one)));
  const known = Object.entries(before ?? {}).flatMap(([name, schema]) => {
    const field = at(path, name);
    const next = now?.[name];
    if (next === undefined) return [`${field}: is gone (removed, or has another name)`];
    const faults = compare(schema, next, field);
    if (!needed?.has(name) && needs?.has(name))
      faults.push(`${field}: must be there now, and documents of before lack it`);
    if (written === 'ours' && needed?.has(name) && !needs?.has(name))
      faults.push(`${field}: may be absent now, and readers count on it`);
    return faults;
  });
  const added = Object.keys(now ?? {}).filter((name) => !(name in (before ?? {})) && needs?.has(name));
  return [...known, ...added.map((name) => `${at(path, name)}: is new and must be there; documents of before lack it`)];
}

/** What a value may be, apart from its fields and items. */
function keywords(from: Schema, to: Schema, path: string, written: Written): string[] {
  const own = [...new Set([...Object.keys(from), ...Object.keys(to)])].filter(
    (name) => !WORDS.has(name) && !['properties', 'required', 'items', '$ref'].includes(name),
  );
  return own.flatMap((name) => {
    const [before, now] = [from[name], to[name]];
    if (JSON.stringify(before) === JSON.stringify(now)) return [];
    const change = `${path === '' ? 'the document' : path}: ${name} was ${shown(before)} and is ${shown(now)}`;
    const { narrowed, widened } = direction(name, before, now);
    if (narrowed) return [`${change}; documents of before would not be valid`];
    return widened && written === 'ours'
      ? [`${change}; readers who know the old schema would refuse new documents`]
      : [];
  });
}

function direction(name: string, before: unknown, now: unknown): { narrowed: boolean; widened: boolean } {
  const side = LIMITS[name];
  if (side !== undefined) {
    const none = side === 'lower' ? -Infinity : Infinity;
    const difference = Number(now ?? none) - Number(before ?? none);
    const narrowed = side === 'lower' ? difference > 0 : difference < 0;
    return { narrowed, widened: !narrowed };
  }
  if (name === 'enum' && before !== undefined && now !== undefined) {
    const missing = (values: unknown[], others: unknown[]): boolean => values.some((value) => !others.includes(value));
    return { narrowed: missing(listed(before), listed(now)), widened: missing(listed(now), listed(before)) };
  }
  // A type, a pattern, anything else: which of two is the narrower is not told from their text.
  return { narrowed: now !== undefined, widened: before !== undefined };
}
