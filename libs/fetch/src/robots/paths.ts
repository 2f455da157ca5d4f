/**
 * Paths and patterns of robots.txt in one spelling (RFC 9309, 2.2.2): what is beyond ASCII percent-encoded as UTF-8, hex digits
 * in capitals, unreserved characters plain. Reserved ones keep their percent sign: `/a%2Fb` is not `/a/b`.
 */
export function normalizePattern(text: string): string {
  return text
    .replace(/%([0-9a-f]{2})/gi, (whole, hex: string) => {
      const char = String.fromCharCode(parseInt(hex, 16));
      return /[A-Za-z0-9._~-]/.test(char) ? char : whole.toUpperCase();
    })
    .replace(/[^\u0021-\u007e]+/g, (run) => percentEncode(run));
}

function percentEncode(run: string): string {
  return [...Buffer.from(run, 'utf8')].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}

/** A path as patterns see it: its own `*` and `$` are encoded, since in patterns these are signs. */
export function normalizePath(path: string): string {
  return normalizePattern(path).replaceAll('*', '%2A').replaceAll('$', '%24');
}

/**
 * Whether a pattern (`*` any characters, a final `$` the end) covers the beginning of a path. Each piece between stars is
 * looked for once, from left to right: linear in the path for each piece, whatever the pattern.
 */
export function matchesPattern(pattern: string, path: string): boolean {
  const isAnchored = pattern.endsWith('$');
  const pieces = (isAnchored ? pattern.slice(0, -1) : pattern).replaceAll('$', '%24').split('*');
  const [first = '', ...rest] = pieces;
  if (!path.startsWith(first)) return false;
  if (rest.length === 0) return !isAnchored || path.length === first.length;
  const last = isAnchored ? (rest.pop() ?? '') : '';
  let at = first.length;
  for (const piece of rest) {
    const found = path.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return path.length - last.length >= at && path.endsWith(last);
}
