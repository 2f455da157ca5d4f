import ipaddr from 'ipaddr.js';
import { BabelwireError } from '#libs/contracts';
import { type Address, parseAddress, type Refusal, undress } from './address.js';

/** A hole in the guard, for a newspaper in one's own network. */
export interface Allowance {
  /** Addresses, as `10.1.0.0/16`. */
  cidr?: [Address, number];
  /** A host name and all that it resolves to in a private network, loopback included. Lower case, without the last dot. */
  host?: string;
  /** The one port this is about; without one, the policy's ports. */
  port?: number;
}

/** What a host name may be allowed to resolve to. Never by name: metadata services, link-local, multicast and the rest. */
const BY_NAME: ReadonlySet<Refusal> = new Set<Refusal>(['private', 'loopback', 'unique-local', 'shared (CGNAT)']);

/**
 * Reads `10.1.0.0/16`, `127.0.0.1:8123`, `[fd00::]/8`, `[::1]:8123`, `press.intranet` or `press.intranet:8123`.
 * Throws `invalid-configuration` for anything else.
 */
export function parseAllowance(text: string): Allowance {
  const form = /^(?:\[(?<v6>[0-9a-f:.]+)\]|(?<name>[^\s:/[\]]+))(?:\/(?<bits>\d{1,3}))?(?::(?<port>\d{1,5}))?$/i;
  const { v6, name, bits, port } = form.exec(text.trim())?.groups ?? {};
  const target = v6 ?? name;
  const portNumber = port === undefined ? undefined : Number(port);
  if (target === undefined || (portNumber !== undefined && (portNumber < 1 || portNumber > 65535)))
    throw unreadable(text);
  const rest = portNumber === undefined ? {} : { port: portNumber };
  const address = parseAddress(target);
  if (!address) {
    const host = v6 === undefined && bits === undefined ? plainHost(target) : undefined;
    if (host === undefined) throw unreadable(text);
    return { host, ...rest };
  }
  const width = address instanceof ipaddr.IPv4 ? 32 : 128;
  const length = bits === undefined ? width : Number(bits);
  if (length > width) throw unreadable(text);
  return { cidr: [address, length], ...rest };
}

/** A name as URLs spell it; undefined for what URLs take for an address (`0x7f.1`) or don't take at all. */
function plainHost(name: string): string | undefined {
  if (!URL.canParse(`http://${name}/`)) return undefined;
  const host = new URL(`http://${name}/`).hostname.replace(/\.$/, '');
  return parseAddress(host) ? undefined : host;
}

function unreadable(text: string): BabelwireError {
  return new BabelwireError(
    'invalid-configuration',
    'poison',
    `"${text}" names no network, address or host; write it as 10.1.0.0/16, 127.0.0.1:8123, [fd00::]/8 or press.intranet`,
  );
}

/** What the allow-list says to a place: by its address, or by the name that led to it. */
export function isAllowed(
  policy: { readonly allowances: readonly Allowance[]; readonly ports: ReadonlySet<number> },
  place: { address: Address; refusal: Refusal | undefined; host: string; port: number },
): boolean {
  const real = undress(place.address);
  return policy.allowances.some(({ port, host, cidr }) => {
    if (port === undefined ? !policy.ports.has(place.port) : port !== place.port) return false;
    if (host !== undefined) return host === place.host && (!place.refusal || BY_NAME.has(place.refusal));
    return cidr !== undefined && matches(real, cidr);
  });
}

function matches(address: Address, [network, bits]: [Address, number]): boolean {
  if (address instanceof ipaddr.IPv4) return network instanceof ipaddr.IPv4 && address.match(network, bits);
  return network instanceof ipaddr.IPv6 && address.match(network, bits);
}
