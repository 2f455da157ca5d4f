import type { Clock, EnterOptions, Politeness } from '#libs/fetch';
import type { HostLeases } from './host-leases.js';

export const hostOf = (url: URL): string => url.hostname.replace(/\.$/, '');

/**
 * A process's queues, entered only with the lease of the host: what is polite within one process is then polite among all.
 * Every request passes here, those for robots.txt and after redirects too.
 */
export function leasedPoliteness(
  local: Politeness,
  options: { leases: HostLeases; clock: Clock; minDelayMs: number },
): Politeness {
  const { leases, clock, minDelayMs } = options;

  async function enter(url: URL, given: EnterOptions = {}): Promise<() => void> {
    const host = hostOf(url);
    const giveBack = await leases.hold(host, given.signal === undefined ? {} : { signal: given.signal });
    try {
      const { readyAt, delayMs } = leases.needsOf(host);
      // What the last one to ask it, perhaps another process, left to be kept to.
      if (readyAt > clock.now()) local.rest(url, readyAt - clock.now());
      const delay = Math.max(given.delayMs ?? 0, delayMs, minDelayMs);
      const leave = await local.enter(url, { ...given, delayMs: delay });
      try {
        // The queue may have taken longer than the lease.
        await leases.ensure(host, given.signal);
      } catch (error) {
        leave();
        throw error;
      }
      return () => {
        leave();
        leases.rest(host, clock.now() + delay);
        giveBack();
      };
    } catch (error) {
      giveBack();
      throw error;
    }
  }

  return {
    enter,
    rest: (url, ms) => {
      local.rest(url, ms);
      leases.rest(hostOf(url), clock.now() + ms);
    },
    get load() {
      return local.load;
    },
  };
}
