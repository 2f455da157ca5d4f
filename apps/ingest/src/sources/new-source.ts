import { stableId } from '#libs/contracts';
import type { Source, SourceChange, SourceKind, SourceResource } from '#libs/store';
import type { Exploration } from '../schedule/explore.js';
import { newResource } from '../schedule/turn.js';
import type { SourceChangeRequest, SourceRequest } from './source-requests.js';

const DAY_MS = 24 * 3600 * 1000;

/** What a request says of a source, in the store's units. */
export function settingsOf(request: SourceChangeRequest): SourceChange {
  const { delaySeconds, maxAgeDays, minIntervalSeconds, maxIntervalSeconds } = request;
  const { name, timeZone, languages, follow, recheck, paused } = request;
  const settings: SourceChange = {
    name,
    timeZone,
    languages,
    follow,
    recheck,
    paused,
    minDelayMs: delaySeconds === undefined ? undefined : delaySeconds * 1000,
    maxAgeMs: maxAgeDays === undefined ? undefined : maxAgeDays * DAY_MS,
    minIntervalMs: minIntervalSeconds === undefined ? undefined : minIntervalSeconds * 1000,
    maxIntervalMs: maxIntervalSeconds === undefined ? undefined : maxIntervalSeconds * 1000,
  };
  return Object.fromEntries(Object.entries<unknown>(settings).filter(([, value]) => value !== undefined));
}

/**
 * The name of a source that was given none: a site is its host; another thing of a host has something of its address
 * added, so that the same address always gets the same name.
 */
export function idFor(url: URL, kind: SourceKind): string {
  const host = url.host.replace(/[^\p{L}\p{N}._:-]/gu, '-').replace(/^[^\p{L}\p{N}]+/u, '');
  return kind === 'site' ? host : `${host}-${stableId('source', url.href).slice(0, 6)}`;
}

export function newSource(
  request: SourceRequest,
  found: Exploration,
  given: { url: URL; now: number; minIntervalMs: number },
): Source {
  const { url, now, minIntervalMs } = given;
  const settings = settingsOf(request);
  const polled = found.resources.map((resource) => newResource(resource.url, resource.kind, now));
  return {
    follow: 'pages',
    recheck: true,
    maxAgeMs: 30 * DAY_MS,
    minIntervalMs,
    maxIntervalMs: DAY_MS,
    paused: false,
    ...settings,
    id: request.id ?? idFor(url, found.kind),
    kind: found.kind,
    url: url.href,
    createdAt: now,
    resources: found.kind === 'site' ? [homeResource(url, polled.length > 0, now), ...polled] : polled,
    nextDueAt: now,
    failing: false,
    captures: {},
  };
}

/** A home page is looked at again in a day; at once, where it has not been looked at yet. */
function homeResource(url: URL, isExplored: boolean, now: number): SourceResource {
  return { ...newResource(url.href, 'site', isExplored ? now + DAY_MS : now), because: 'exploring' };
}
