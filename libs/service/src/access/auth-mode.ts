import { BlockList, isIPv4, isIPv6 } from 'node:net';
import { BabelwireError } from '#libs/contracts';

/**
 * `required`: no answer without a key. `local`: none is asked for, and only this machine is served. `open`: none is asked
 * for anywhere; something in front of us checks who asks.
 */
export type AuthMode = 'required' | 'local' | 'open';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether an address or name is this machine and no other. `host` as in a URL: IPv6 may stand in brackets. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase();
  if (isIPv4(bare)) return loopback.check(bare, 'ipv4');
  if (isIPv6(bare)) return loopback.check(bare, 'ipv6');
  return bare === 'localhost' || bare.endsWith('.localhost');
}

/**
 * What the settings come to at an address. Throws poison `invalid-configuration` rather than serve everybody without a key.
 *
 * @param isEmbedded the line in one process: without a word on the matter it needs no key on loopback
 */
export function authMode(
  { API_AUTH: asked, API_KEY: keys }: { API_AUTH: 'auto' | 'required' | 'off' | 'off-everywhere'; API_KEY: string },
  host: string,
  isEmbedded: boolean,
): AuthMode {
  if (asked === 'off-everywhere') return 'open';
  if (asked === 'off') {
    if (isLoopback(host)) return 'local';
    throw new BabelwireError(
      'invalid-configuration',
      'poison',
      `API_AUTH=off would serve everybody who reaches ${host}. Leave API_AUTH out, so that keys are asked for; or listen on ` +
        '127.0.0.1; or, where a proxy checks who asks and nothing else reaches this port, set API_AUTH=off-everywhere',
    );
  }
  return asked === 'auto' && isEmbedded && isLoopback(host) && keys === '' ? 'local' : 'required';
}

/** The keys of API_KEY. Throws poison `invalid-configuration` for one that could be guessed. */
export function givenKeys(text: string): string[] {
  const keys = text
    .split(',')
    .map((key) => key.trim())
    .filter((key) => key !== '');
  // 32 characters: half of what `openssl rand -hex 32` gives, and far beyond what a search over the network finds.
  if (keys.every((key) => key.length >= 32 && !/\s/.test(key))) return keys;
  const message =
    'API_KEY has a key of fewer than 32 characters, or with blanks in it; make one with: openssl rand -hex 32';
  throw new BabelwireError('invalid-configuration', 'poison', message);
}
