import ipaddr from 'ipaddr.js';

/** Why an address is not fetched from. */
export type Refusal =
  | 'unspecified'
  | 'loopback'
  | 'private'
  | 'link-local'
  | 'shared (CGNAT)'
  | 'cloud metadata'
  | 'documentation'
  | 'benchmarking'
  | 'multicast'
  | 'broadcast'
  | 'reserved'
  | 'unique-local'
  | 'site-local'
  | 'NAT64'
  | '6to4'
  | 'Teredo'
  | 'not globally routed';

/**
 * IANA's registry of special-purpose IPv4 addresses (RFC 6890 and its updates): all blocks that are not globally
 * reachable, the deprecated 6to4 relays, and multicast. The more telling name comes first.
 */
const V4: readonly (readonly [string, Refusal])[] = [
  ['169.254.169.254/32', 'cloud metadata'],
  ['169.254.170.0/24', 'cloud metadata'], // credentials of AWS tasks
  ['100.100.100.200/32', 'cloud metadata'], // Alibaba
  ['168.63.129.16/32', 'cloud metadata'], // Azure's host agent: a public address that a virtual machine's host answers
  ['192.0.0.192/32', 'cloud metadata'], // Oracle
  ['0.0.0.0/8', 'unspecified'],
  ['10.0.0.0/8', 'private'],
  ['100.64.0.0/10', 'shared (CGNAT)'],
  ['127.0.0.0/8', 'loopback'],
  ['169.254.0.0/16', 'link-local'],
  ['172.16.0.0/12', 'private'],
  ['192.0.0.0/24', 'reserved'],
  ['192.0.2.0/24', 'documentation'],
  ['192.31.196.0/24', 'reserved'], // AS112
  ['192.52.193.0/24', 'reserved'], // multicast tunnels (AMT)
  ['192.88.99.0/24', '6to4'],
  ['192.168.0.0/16', 'private'],
  ['192.175.48.0/24', 'reserved'], // AS112
  ['198.18.0.0/15', 'benchmarking'],
  ['198.51.100.0/24', 'documentation'],
  ['203.0.113.0/24', 'documentation'],
  ['224.0.0.0/4', 'multicast'],
  ['255.255.255.255/32', 'broadcast'],
  ['240.0.0.0/4', 'reserved'],
];

/** Names for what lies outside 2000::/3, and the special blocks inside it. Outside it everything is refused, named or not. */
const V6: readonly (readonly [string, Refusal])[] = [
  ['::/128', 'unspecified'],
  ['::1/128', 'loopback'],
  ['fd00:ec2::254/128', 'cloud metadata'],
  ['64:ff9b::/96', 'NAT64'],
  ['64:ff9b:1::/48', 'NAT64'],
  ['fc00::/7', 'unique-local'],
  ['fe80::/10', 'link-local'],
  ['fec0::/10', 'site-local'],
  ['ff00::/8', 'multicast'],
  ['100::/64', 'reserved'],
  ['2001::/32', 'Teredo'],
  ['2001:2::/48', 'benchmarking'],
  ['2001:db8::/32', 'documentation'],
  ['2001::/23', 'reserved'],
  ['2002::/16', '6to4'],
  ['2620:4f:8000::/48', 'reserved'], // AS112
  ['3fff::/20', 'documentation'],
];

/** The one block of which IANA gives out globally routed unicast addresses. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');
const V4_BLOCKS = V4.map(([cidr, refusal]) => ({ cidr: ipaddr.IPv4.parseCIDR(cidr), refusal }));
const V6_BLOCKS = V6.map(([cidr, refusal]) => ({ cidr: ipaddr.IPv6.parseCIDR(cidr), refusal }));

export type Address = ipaddr.IPv4 | ipaddr.IPv6;

/**
 * An address as the resolver, the socket or a URL's host gives it, brackets and zone included; undefined if it is none.
 * IPv4 only in four decimal parts: other spellings have gone through the URL parser by then.
 */
export function parseAddress(text: string): Address | undefined {
  const bare = text.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  if (ipaddr.IPv4.isValidFourPartDecimal(bare)) return ipaddr.IPv4.parse(bare);
  if (bare.includes(':') && ipaddr.IPv6.isValid(bare)) return ipaddr.IPv6.parse(bare);
  return undefined;
}

/** An IPv4 address in IPv6 dress (mapped, compatible, translated) is the IPv4 address it leads to; others stay as they are. */
export function undress(address: Address): Address {
  if (address instanceof ipaddr.IPv4) return address;
  const [a, b, c, d, e, f] = address.parts;
  const zeros = a === 0 && b === 0 && c === 0 && d === 0;
  const mapped = zeros && e === 0 && f === 0xffff; // ::ffff:a.b.c.d, RFC 4291
  const translated = zeros && e === 0xffff && f === 0; // ::ffff:0:a.b.c.d, RFC 2765
  const compatible = zeros && e === 0 && f === 0 && (address.parts[6] !== 0 || (address.parts[7] ?? 0) > 1); // ::a.b.c.d
  return mapped || translated || compatible ? lastFour(address) : address;
}

function lastFour(address: ipaddr.IPv6): ipaddr.IPv4 {
  return new ipaddr.IPv4(address.toByteArray().slice(12));
}

/** Why nothing is fetched from this address; undefined for a globally routed unicast address. */
export function refusalOf(address: Address): Refusal | undefined {
  const real = undress(address);
  if (real instanceof ipaddr.IPv4) return V4_BLOCKS.find(({ cidr }) => real.match(cidr))?.refusal;
  const known = V6_BLOCKS.find(({ cidr }) => real.match(cidr))?.refusal;
  if (known) return known;
  if (!real.match(GLOBAL_UNICAST)) return 'not globally routed';
  // ISATAP (RFC 5214): the interface identifier ::5efe:a.b.c.d tunnels to that IPv4 address, under any prefix.
  const [, , , , high, low] = real.parts;
  const isatap = low === 0x5efe && (high === 0 || high === 0x200);
  return isatap ? refusalOf(lastFour(real)) : undefined;
}
