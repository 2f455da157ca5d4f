import { BabelwireError } from '#libs/contracts';
import { parseAddress, refusalOf } from './address.js';
import { type Allowance, isAllowed, parseAllowance } from './allowance.js';
import { fetchError } from './errors.js';

/** Where fetches may go. */
export interface GuardPolicy {
  readonly ports: ReadonlySet<number>;
  readonly allowances: readonly Allowance[];
}

export interface GuardOptions {
  /** Ports of the public Internet that are asked. Default 80, 443, 8080, 8443: the web's own and their usual seconds. */
  ports?: readonly number[];
  /** Places in a private network that may be fetched, in the forms of {@link parseAllowance}. Default none. */
  allow?: readonly string[];
}

export const DEFAULT_PORTS: readonly number[] = [80, 443, 8080, 8443];

/** Throws `invalid-configuration` for an allowance or a port that can't be meant. */
export function createGuardPolicy(options: GuardOptions = {}): GuardPolicy {
  const ports = options.ports ?? DEFAULT_PORTS;
  const odd = ports.find((port) => !Number.isInteger(port) || port < 1 || port > 65535);
  if (odd !== undefined) throw new BabelwireError('invalid-configuration', 'poison', `${odd} is not a port`);
  return { ports: new Set(ports), allowances: (options.allow ?? []).map(parseAllowance) };
}

/**
 * Last labels of names that mean this machine or this network: RFC 6761, 6762, 7686, 8375, and those that ICANN keeps out
 * of the root because they are used so (internal, home, corp, mail; lan and the like by habit).
 */
const LOCAL_NAMES = /(^|\.)(localhost|localdomain|local|internal|intranet|private|lan|home|corp|home\.arpa|onion)$/;

/**
 * Checks what can be checked of an address without asking anybody: for input as soon as it is typed, and before every
 * request and redirect. Whether a name resolves to a forbidden address is checked again when connecting.
 *
 * Returns the URL as it will be fetched: parsed, the host in its plain spelling without a final dot, no fragment.
 * Throws `fetch.invalid-url`, `fetch.scheme-refused`, `fetch.credentials-in-url`, `fetch.port-refused`,
 * `fetch.host-refused` or `fetch.address-refused`.
 */
export function guardUrl(text: string | URL, policy: GuardPolicy): URL {
  const url = parseUrl(text);
  const { host, port } = placeOf(url);
  if (host === '') throw fetchError('fetch.invalid-url', `"${url.href}" names no host`);
  if (parseAddress(host)) {
    checkAddress(host, { host, port }, policy);
    return url;
  }
  const atThisPort = policy.allowances.filter((allowance) => allowance.port === undefined || allowance.port === port);
  const isListed = atThisPort.some((allowance) => allowance.host === host);
  if (!isListed && (!host.includes('.') || LOCAL_NAMES.test(host))) {
    throw fetchError(
      'fetch.host-refused',
      `"${host}" is a name of this machine or its network, not of the Internet; if it is meant, put it on the allow-list`,
    );
  }
  // A network may be allowed at a port of its own; whether the name leads there is known only when it is resolved.
  const mayBeMeant = atThisPort.some(({ port, host: name, cidr }) => port !== undefined && (name === host || cidr));
  if (!policy.ports.has(port) && !mayBeMeant) throw portRefused(host, port, policy);
  return url;
}

/** Characters of a URL and of a host name (RFC 1035) that are taken. Servers take URLs of 8,000 (RFC 9110, 4.1). */
const URL_LENGTH = 8192;
const HOST_LENGTH = 253;

function parseUrl(text: string | URL): URL {
  const length = typeof text === 'string' ? text.length : text.href.length;
  if (length > URL_LENGTH) {
    throw fetchError('fetch.invalid-url', `the URL has ${length} characters; ${URL_LENGTH} are taken`);
  }
  let url: URL;
  try {
    url = new URL(typeof text === 'string' ? text.trim() : text.href);
  } catch (cause) {
    const shown = String(text).slice(0, 200);
    throw fetchError('fetch.invalid-url', `"${shown}" is not an absolute URL; write it as https://host/path`, cause);
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw fetchError('fetch.scheme-refused', `"${url.protocol}" is not fetched, only http and https`);
  }
  if (url.username !== '' || url.password !== '') {
    throw fetchError('fetch.credentials-in-url', `the URL of "${url.hostname}" carries a user name; write it without`);
  }
  if (url.hostname.length > HOST_LENGTH + 1) {
    throw fetchError(
      'fetch.invalid-url',
      `the host of the URL has ${url.hostname.length} characters; names have ${HOST_LENGTH}`,
    );
  }
  url.hash = '';
  if (url.hostname.endsWith('.')) url.hostname = url.hostname.replace(/\.+$/, '');
  return url;
}

/** Host (no brackets, no final dot) and port that a URL leads to. */
export function placeOf(url: URL): { host: string; port: number } {
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  return { host: url.hostname.replace(/^\[|\]$/g, '').replace(/\.+$/, ''), port };
}

/**
 * Throws `fetch.address-refused` if the address is not one of the public Internet, `fetch.port-refused` if the port is not
 * on the list, unless the allow-list names the place.
 * @param text what the resolver answered, or a literal out of the URL
 */
export function checkAddress(text: string, place: { host: string; port: number }, policy: GuardPolicy): void {
  const address = parseAddress(text);
  if (!address) throw fetchError('fetch.address-refused', `"${place.host}" resolves to "${text}", which is no address`);
  const refusal = refusalOf(address);
  if (isAllowed(policy, { address, refusal, ...place })) return;
  if (!refusal && policy.ports.has(place.port)) return;
  if (!refusal) throw portRefused(place.host, place.port, policy);
  const what = text === place.host ? text : `"${place.host}" resolves to ${text}, which`;
  throw fetchError(
    'fetch.address-refused',
    `${what} is not an address of the public Internet (${refusal}); if it is meant, put it on the allow-list`,
  );
}

function portRefused(host: string, port: number, policy: GuardPolicy): BabelwireError {
  const ports = [...policy.ports].join(', ');
  return fetchError('fetch.port-refused', `port ${port} of "${host}" is not fetched from; ports allowed: ${ports}`);
}
