import { lookup } from 'node:dns/promises';
import { isIP, type LookupFunction, type Socket } from 'node:net';
import { buildConnector } from 'undici';
import { parseAddress } from './address.js';
import { fetchError } from './errors.js';
import { checkAddress, type GuardPolicy } from './guard.js';

/** Addresses of a host name, IPv4 or IPv6, in the order in which to try them. */
export type Resolver = (host: string) => Promise<readonly string[]>;

/** The operating system's own answer: hosts file, search domains and all, since that is what a connection would use. */
export const systemResolver: Resolver = async (host) => {
  const answers = await lookup(host, { all: true, verbatim: true });
  return answers.map(({ address }) => address);
};

export interface ConnectorOptions {
  policy: GuardPolicy;
  resolve: Resolver;
  /** Time for resolving, connecting and TLS, milliseconds. */
  timeoutMs: number;
  /** Certificate authorities besides the system's, PEM. */
  ca?: string;
}

/**
 * Opens connections to checked addresses only. A name is resolved once for each connection, all of the answer is checked,
 * and the socket is given the checked addresses: there is no second look-up whose answer could differ.
 */
export function guardedConnector(options: ConnectorOptions): buildConnector.connector {
  // The look-up has to know the port, and undici's connector keeps TLS sessions: one for each port.
  const byPort = new Map<number, buildConnector.connector>();
  return (target, callback) => {
    const port = Number(target.port) || (target.protocol === 'https:' ? 443 : 80);
    const host = target.hostname.replace(/^\[|\]$/g, '');
    try {
      if (isIP(host)) checkAddress(host, { host, port }, options.policy);
    } catch (error) {
      callback(error as Error, null);
      return;
    }
    let connect = byPort.get(port);
    if (!connect) byPort.set(port, (connect = connectorFor(port, options)));
    connect({ ...target, hostname: host }, (...result) => {
      const [error, socket] = result;
      if (error) callback(error, null);
      else answerChecked(socket, { host, port }, options.policy, callback);
    });
  };
}

function connectorFor(port: number, { policy, resolve, timeoutMs, ca }: ConnectorOptions): buildConnector.connector {
  const checkedLookup: LookupFunction = (host, { all }, callback) => {
    void resolveChecked(host, port, policy, resolve).then(
      (addresses) => {
        if (all) callback(null, addresses);
        else callback(null, addresses[0]?.address ?? '', addresses[0]?.family);
      },
      (error: unknown) => {
        callback(error as NodeJS.ErrnoException, []);
      },
    );
  };
  return buildConnector({
    timeout: timeoutMs,
    lookup: checkedLookup,
    allowH2: false,
    ...(ca === undefined ? {} : { ca }),
  });
}

/** One forbidden address among several is enough to refuse: the answer of an honest name has none. */
async function resolveChecked(
  host: string,
  port: number,
  policy: GuardPolicy,
  resolve: Resolver,
): Promise<{ address: string; family: number }[]> {
  const addresses = await resolve(host);
  if (addresses.length === 0) throw fetchError('fetch.dns-failed', `"${host}" has no address`);
  for (const address of addresses) checkAddress(address, { host, port }, policy);
  return addresses.map((address) => ({ address, family: isIP(address) }));
}

/** A last look at where the socket really leads, for whatever may stand between the check and the connection. */
function answerChecked(
  socket: Socket,
  place: { host: string; port: number },
  policy: GuardPolicy,
  callback: buildConnector.Callback,
): void {
  try {
    const remote = socket.remoteAddress;
    // Gone already: undici will notice.
    if (remote !== undefined && parseAddress(remote)) checkAddress(remote, place, policy);
  } catch (error) {
    socket.destroy();
    callback(error as Error, null);
    return;
  }
  callback(null, socket);
}
