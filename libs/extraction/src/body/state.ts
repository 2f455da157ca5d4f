/** Characters of scripts that are searched; the state of large pages has some 500,000. */
const MOST_STATE = 2_000_000;
/** State in state: a script's string that holds JSON that holds the text. */
const MOST_DEPTH = 3;
/** Shorter values are labels. */
const SHORTEST = 60;

/**
 * The text of an article that stands only in its page's scripts, to be put on the page when they run: of all strings in
 * them, those of the one field that holds most text. May hold mark-up. Undefined when there is none.
 */
export function textInScripts(scripts: readonly string[]): string | undefined {
  const fields = new Map<string, Set<string>>();
  let left = MOST_STATE;
  for (const script of scripts) {
    collect(script.slice(0, left), fields, 1);
    left -= script.length;
    if (left <= 0) break;
  }
  let best: string | undefined;
  for (const values of fields.values()) {
    const text = [...values].join('\n');
    if (text.length > (best?.length ?? 0)) best = text;
  }
  return best;
}

/** Goes over the string literals of a script once. A string before a colon names the field of those after it. */
function collect(source: string, fields: Map<string, Set<string>>, depth: number): void {
  let field = '';
  for (let at = source.indexOf('"'); at >= 0; at = source.indexOf('"', at + 1)) {
    const start = at + 1;
    let end = start;
    while (end < source.length && source[end] !== '"') end += source[end] === '\\' ? 2 : 1;
    if (end >= source.length) return;
    at = end;
    if (end - start < 40 && source[end + 1] === ':') {
      field = source.slice(start, end);
      continue;
    }
    if (end - start < SHORTEST) continue;
    const value = unescaped(source.slice(start, end));
    if (value === undefined) continue;
    if (depth < MOST_DEPTH && /[[{,]\s?"/.test(value)) collect(value, fields, depth + 1);
    else if (isText(value)) {
      const values = fields.get(field);
      if (values) values.add(value);
      else fields.set(field, new Set([value]));
    }
  }
}

function unescaped(literal: string): string | undefined {
  try {
    return JSON.parse(`"${literal}"`) as string;
  } catch {
    return undefined;
  }
}

/** Whether a value reads like text: words and stops, not code, addresses or settings. */
function isText(value: string): boolean {
  const bare = value.replace(/<[^<>]{0,2000}>/g, ' ').trim();
  if (bare.length < SHORTEST || /[{};]\s|=>|\bfunction\b|https?:\/\/\S{40}/.test(bare.slice(0, 500))) return false;
  return /[.!?…。](?:\s|$)/.test(bare) && (bare.match(/\s/g)?.length ?? 0) > bare.length / 25;
}
