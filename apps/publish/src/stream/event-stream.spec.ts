import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { encode, eventHeaders, stableId, Topics, topicSpecs } from '#libs/contracts';
import { type MessageLog, openLog, type OutgoingMessage } from '#libs/messaging';
import { EventFeed } from '../events/event-feed.js';
import { Position } from '../events/position.js';
import { sendEvents } from './event-stream.js';

/** More, all together, than the buffers of two sockets hold. */
const EVENTS = 80;
const LETTERS = 400_000;
const PATIENCE_MS = 500;

function article(name: string): OutgoingMessage {
  const id = stableId(name);
  return {
    topic: Topics.articles,
    key: id,
    value: encode({ id, inLanguage: 'en', provenance: { sourceId: 'gazette' }, articleBody: 'x'.repeat(LETTERS) }),
    headers: eventHeaders({
      id: name,
      source: '/test',
      type: 'article.created',
      time: '2026-03-01T09:00:00Z',
      subject: id,
    }),
  };
}

describe('a client that does not read what is sent to it', () => {
  let folder: string;
  let log: MessageLog;
  let feed: EventFeed;
  let server: Server;
  /** What became of the stream that was asked for last. */
  let ended: Promise<{ sent: number; slow: boolean }>;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'babelwire-stream-'));
    log = await openLog({ kind: 'embedded', folder, topics: topicSpecs() });
    feed = new EventFeed(log);
    feed.onApplicationBootstrap();
    await log.publish(Array.from({ length: EVENTS }, (_, index) => article(`n${index}`)));
    server = createServer((_, response) => {
      const gone = new AbortController();
      response.on('close', () => {
        gone.abort();
      });
      ended = feed
        .read(Position.beginning(), () => true, gone.signal)
        .then(async (reader) => {
          try {
            return await sendEvents(reader, response, { patienceMs: PATIENCE_MS });
          } finally {
            await reader.close();
            response.destroy();
          }
        });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await feed.beforeApplicationShutdown();
    await log.close();
    rmSync(folder, { recursive: true });
  });

  /** Asks for the stream, leaves it unread for a while, and then reads it: the bytes that came, until it was cut off. */
  async function visit(unreadMs: number, enough: number): Promise<number> {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nHost: test\r\n\r\n');
    socket.pause();
    await sleep(unreadMs);
    let bytes = 0;
    await new Promise<void>((resolve) => {
      socket.on('data', (data) => {
        bytes += data.length;
        if (bytes >= enough) socket.destroy();
      });
      socket.once('error', () => undefined);
      socket.once('close', () => {
        resolve();
      });
      socket.resume();
    });
    return bytes;
  }

  it('is cut off when its time is up, with the events left in the log for when it comes back', async () => {
    const bytes = await visit(4 * PATIENCE_MS, Infinity);
    const { sent, slow } = await ended;
    expect(slow).toBe(true);
    expect(sent).toBeLessThan(EVENTS);
    expect(bytes).toBeLessThan(EVENTS * LETTERS);
  });

  it('is waited for when it reads again in time', async () => {
    const bytes = await visit(PATIENCE_MS / 5, EVENTS * LETTERS);
    const { slow } = await ended;
    expect(slow).toBe(false);
    expect(bytes).toBeGreaterThanOrEqual(EVENTS * LETTERS);
  });
});
