const OPEN = new Set(['{', '[']);
const CLOSE = new Set(['}', ']']);

/**
 * An object of JSON, or as much of it as there is: of a text that was cut off or is broken somewhere, the members before
 * the fault, and of an array `items` the elements before and behind it. Undefined when it is no object.
 */
export function readObject(text: string): { value: Record<string, unknown>; repaired: boolean } | undefined {
  const start = text.indexOf('{');
  if (start < 0) return undefined;
  const whole = parsed(text.slice(start)) ?? parsed(text.slice(start, text.lastIndexOf('}') + 1));
  if (whole !== undefined) return isObject(whole) ? { value: whole, repaired: false } : undefined;
  const array = /"items"\s*:\s*\[/.exec(text);
  if (!array) return undefined;
  const head = parsed(`${text.slice(start, array.index)}"items":[]}`) ?? {};
  const items = [...objects(text, array.index + array[0].length)].map(parsed).filter(isObject);
  return { value: { ...(isObject(head) ? head : {}), items }, repaired: true };
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Raw line ends and tabs inside strings are JSON's most frequent fault: as blanks they do no harm anywhere. */
function parsed(text: string): unknown {
  for (const attempt of [text, text.replace(/[\t\n\r]/g, ' ')]) {
    try {
      return JSON.parse(attempt) as unknown;
    } catch {
      // The next one, or none.
    }
  }
  return undefined;
}

/** Texts of the objects of an array that begins at `from`, each from its `{` to the `}` that closes it. */
function* objects(text: string, from: number): Generator<string> {
  let depth = 0;
  let start = from;
  let inString = false;
  for (let at = from; at < text.length; at++) {
    const sign = text.charAt(at);
    if (inString) {
      if (sign === '\\') at++;
      else if (sign === '"') inString = false;
    } else if (sign === '"') {
      inString = true;
    } else if (OPEN.has(sign)) {
      if (depth === 0) start = at;
      depth++;
    } else if (CLOSE.has(sign)) {
      depth--;
      if (depth < 0) return;
      if (depth === 0) yield text.slice(start, at + 1);
    }
  }
}
