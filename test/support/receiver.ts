import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { CloudEvent } from './cloud-event.js';

/** A POST as it came. */
export interface Call {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  id: string;
  event: CloudEvent;
}

/** What is answered: a status, or nothing at all. */
type Reply = { status: number; headers?: Record<string, string> } | 'silence';

/** A program that listens to events: a real HTTP server on loopback. */
export class Receiver {
  readonly calls: Call[] = [];
  /** Decides on every call. */
  reply: (call: Call) => Reply = () => ({ status: 204 });

  private constructor(
    private readonly server: Server,
    readonly host: string,
  ) {}

  static async start(): Promise<Receiver> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const receiver = new Receiver(server, `127.0.0.1:${port}`);
    server.on('request', (request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const body = Buffer.concat(parts).toString();
        const { url: path = '', headers } = request;
        const event = JSON.parse(body) as CloudEvent;
        receiver.take({ path, headers, body, id: String(headers['webhook-id']), event }, response);
      });
    });
    return receiver;
  }

  url(path: string): string {
    return `http://${this.host}${path}`;
  }

  at(path: string): Call[] {
    return this.calls.filter((call) => call.path === path);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private take(call: Call, response: ServerResponse): void {
    this.calls.push(call);
    const reply = this.reply(call);
    if (reply !== 'silence') response.writeHead(reply.status, reply.headers).end();
  }
}
