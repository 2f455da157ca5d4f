import { connect } from 'node:net';

/** A port that has not answered by then is as good as closed, ms. */
const TIMEOUT_MS = 3_000;

/** Why nothing can be reached at `host:port`; undefined when something can. */
export function unreachable(address: string): Promise<string | undefined> {
  const colon = address.lastIndexOf(':');
  const [host, port] = [address.slice(0, colon).replace(/^\[|\]$/g, ''), Number(address.slice(colon + 1))];
  if (colon < 1 || !(port > 0 && port < 65_536)) return Promise.resolve(`${address} is not host:port`);
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: TIMEOUT_MS });
    const end = (why: string | undefined): void => {
      socket.destroy();
      resolve(why);
    };
    socket.once('connect', () => {
      end(undefined);
    });
    socket.once('timeout', () => {
      end(`${address} does not answer`);
    });
    socket.once('error', ({ code }: NodeJS.ErrnoException) => {
      const why = {
        ECONNREFUSED: `nothing listens at ${address}`,
        ENOTFOUND: `no address is known for the name ${host}`,
        EAI_AGAIN: `no address is known for the name ${host}`,
      }[code ?? ''];
      end(why ?? `${address} can't be reached (${code ?? 'unknown error'})`);
    });
  });
}
