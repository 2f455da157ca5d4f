import { BabelwireError, INSTANT } from '#libs/contracts';

const UNITS: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** So long, ms: `90m`, `36h`, `7d`. Throws poison `usage`. */
export function span(option: string, text: string): number {
  const [, count, unit] = /^(\d+)([smhd])$/.exec(text) ?? [];
  if (count !== undefined) return Number(count) * (UNITS[unit ?? ''] ?? 0) * 1000;
  throw new BabelwireError('usage', 'poison', `--${option} takes a span of time: 90m, 36h, 7d; not "${text}"`);
}

/**
 * A moment as an option gives it, ms since the epoch: an RFC 3339 instant, or how long ago (`90m`, `36h`, `7d`).
 * Throws poison `usage`.
 */
export function moment(option: string, text: string, now: number): number {
  const ago = /^(\d+)([smhd])$/.exec(text);
  if (ago !== null) return now - Number(ago[1]) * (UNITS[ago[2] ?? ''] ?? 0) * 1000;
  const at = INSTANT.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(at)) return at;
  const message = `--${option} takes an instant such as 2026-11-24T10:00:00Z, or how long ago: 90m, 36h, 7d; not "${text}"`;
  throw new BabelwireError('usage', 'poison', message);
}
