import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { CERTIFICATE, KEY } from './tls.js';

/** A server on the loopback address that remembers who came. */
export interface Site {
  port: number;
  origin: string;
  /** Connections accepted so far. */
  readonly sockets: number;
  readonly requests: IncomingMessage[];
  close(): Promise<void>;
}

/** A web server; an unhandled request is answered with 404. */
export async function startSite(handler: RequestListener, host = '127.0.0.1'): Promise<Site> {
  const requests: IncomingMessage[] = [];
  const server = createServer({ keepAliveTimeout: 1000 }, (request, response) => {
    requests.push(request);
    handler(request, response);
  });
  return listen(server, requests, host);
}

/** The same over TLS. */
export async function startSecureSite(handler: RequestListener): Promise<Site> {
  const requests: IncomingMessage[] = [];
  const server = createSecureServer({ cert: CERTIFICATE, key: KEY }, (request, response) => {
    requests.push(request);
    handler(request, response);
  });
  return listen(server, requests, '127.0.0.1');
}

/** A server that writes what it likes, HTTP or not. */
export async function startRawSite(onSocket: (socket: Socket) => void): Promise<Site> {
  const server = createTcpServer((socket) => {
    socket.on('error', () => undefined);
    onSocket(socket);
  });
  return listen(server, [], '127.0.0.1');
}

async function listen(server: Server, requests: IncomingMessage[], host: string): Promise<Site> {
  const open = new Set<Socket>();
  let sockets = 0;
  server.on('connection', (socket: Socket) => {
    sockets += 1;
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    get sockets() {
      return sockets;
    },
    requests,
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
      });
    },
  };
}
