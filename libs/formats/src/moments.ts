/** An instant that names its zone, as RFC 3339; undefined for a day, or a time in a zone that nobody knows. */
export function instantOf(date: string | undefined): string | undefined {
  if (date === undefined || !/T.*(?:Z|[+-]\d{2}:\d{2})$/.test(date) || Number.isNaN(Date.parse(date))) return undefined;
  // Seconds are optional in the contract and asked for by RFC 3339.
  return date.replace(/T(\d{2}:\d{2})(?=Z|[+-])/, 'T$1:00');
}

/** A web address as formats want it: absolute, of http or https. */
export function webAddress(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { protocol, href } = new URL(url);
  return protocol === 'http:' || protocol === 'https:' ? href : undefined;
}

/** Names an article in formats that want a URI: the same for ever, wherever it is served. */
export const articleUri = (id: string): string => `urn:babelwire:article:${id}`;

/** Without the fields that are undefined, and lists without anything in them. */
export function compact<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const kept = Object.entries(fields).filter(
    ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(kept) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
