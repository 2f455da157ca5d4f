import { BabelwireError, INSTANT } from '#libs/contracts';

const UNITS: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 };

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
