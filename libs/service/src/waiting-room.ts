import { createServer } from 'node:http';

/** Where a service answers before it is one. */
export interface Address {
  port: number;
  host: string;
}

/**
 * Answers health checks while the service waits for a dependency that it can't be built without: alive, and not ready.
 * Everything else is told to come later. Resolves to what closes it, when the port is free for the service itself.
 */
export async function openWaitingRoom({ port, host }: Address, dependency: string): Promise<() => Promise<void>> {
  const server = createServer((request, response) => {
    if (request.url === '/livez') {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"ok"}');
      return;
    }
    const problem = {
      type: 'urn:babelwire:problem:not-ready',
      title: 'Service Unavailable',
      status: 503,
      detail: 'a dependency is away',
      instance: request.url?.split('?')[0] ?? '/',
      errors: [{ field: dependency, message: 'has not answered since the service was started' }],
    };
    // No kept connections: they would hold up the close, and reach the service that listens here next.
    const headers = { 'content-type': 'application/problem+json', 'retry-after': '5', connection: 'close' };
    response.writeHead(503, headers).end(JSON.stringify(problem));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return async () => {
    await new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  };
}
