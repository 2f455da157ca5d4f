import { matchesPattern, normalizePath, normalizePattern } from './paths.js';

export interface RobotsRule {
  allow: boolean;
  /** In the one spelling of {@link normalizePattern}. */
  pattern: string;
}

/** What a robots.txt says to one crawler. */
export interface RobotsRules {
  rules: readonly RobotsRule[];
  /** Crawl-delay of the group, milliseconds: not in RFC 9309, but a wish that is easily granted. */
  crawlDelayMs?: number;
  /** Sitemap lines, which belong to no group. */
  sitemaps: readonly string[];
}

/** Bytes of a robots.txt that are read (RFC 9309, 2.5: at least 500 KiB). */
export const ROBOTS_BYTES = 500 * 1024;

/** Characters of a pattern that are looked at; longer ones than any path that one meets. */
const PATTERN_LENGTH = 2048;

interface Group {
  rules: RobotsRule[];
  crawlDelayMs?: number;
}

/**
 * Reads the text of a robots.txt for the crawler with this product token (RFC 9309, 2.2): all groups that name it, taken
 * together; else those for `*`. Nothing in it is an error.
 */
export function parseRobots(text: string, product: string): RobotsRules {
  const token = product.toLowerCase();
  const named: Group[] = [];
  const general: Group[] = [];
  const sitemaps: string[] = [];
  let group: Group = { rules: [] };
  let isInAgents = false;
  for (const line of text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/)) {
    const { key, value } = readLine(line);
    switch (key) {
      case 'user-agent':
        // Lines one below the other begin one group; a rule between ends it.
        if (!isInAgents) group = { rules: [] };
        isInAgents = true;
        if (/^\*(\s|$)/.test(value)) general.push(group);
        else if (tokenOf(value) === token) named.push(group);
        break;
      case 'allow':
      case 'disallow':
        isInAgents = false;
        // "Disallow:" with nothing after it forbids nothing.
        if (value !== '' && value.length <= PATTERN_LENGTH) {
          group.rules.push({ allow: key === 'allow', pattern: normalizePattern(value) });
        }
        break;
      case 'crawl-delay':
        isInAgents = false;
        if (/^\d+(\.\d+)?$/.test(value)) group.crawlDelayMs = Number(value) * 1000;
        break;
      case 'sitemap':
        if (value !== '') sitemaps.push(value);
        break;
      default:
        break;
    }
  }
  const groups = [...new Set(named.length > 0 ? named : general)];
  const delays = groups.flatMap(({ crawlDelayMs }) => (crawlDelayMs === undefined ? [] : [crawlDelayMs]));
  return {
    rules: groups.flatMap(({ rules }) => rules),
    ...(delays.length > 0 ? { crawlDelayMs: Math.max(...delays) } : {}),
    sitemaps,
  };
}

/** `key: value # comment`, the key in lower case; both empty for what is not of this form. */
function readLine(line: string): { key: string; value: string } {
  const comment = line.indexOf('#');
  const content = comment === -1 ? line : line.slice(0, comment);
  const colon = content.indexOf(':');
  if (colon === -1) return { key: '', value: '' };
  return { key: content.slice(0, colon).trim().toLowerCase(), value: content.slice(colon + 1).trim() };
}

/** `Babelwire/2.0 (…)` is the token `babelwire`: a token is of letters, `-` and `_`. */
function tokenOf(value: string): string {
  return /^[a-z_-]*/.exec(value.toLowerCase())?.[0] ?? '';
}

/** The longest matching pattern decides, `allow` between two of the same length; nothing matching allows. */
export function isPathAllowed({ rules }: RobotsRules, pathAndQuery: string): boolean {
  if (/^\/robots\.txt(\?|$)/.test(pathAndQuery)) return true;
  const path = normalizePath(pathAndQuery);
  let best: RobotsRule | undefined;
  for (const rule of rules) {
    if (best && rule.pattern.length < best.pattern.length) continue;
    if (best?.pattern.length === rule.pattern.length && (best.allow || !rule.allow)) continue;
    if (matchesPattern(rule.pattern, path)) best = rule;
  }
  return best?.allow ?? true;
}
