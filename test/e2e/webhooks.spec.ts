import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import type { Problem } from '#libs/platform';
import { describeWithServices } from '../services/index.js';
import { EventSourceClient } from '../support/event-source.js';
import { generatedPage } from '../support/generated-pages.js';
import { eventually } from '../support/http.js';
import { keyEnv, keyHeaders } from '../support/key.js';
import { DistributedLineUnderTest, EmbeddedLineUnderTest } from '../support/lines.js';
import { type Call, Receiver } from '../support/receiver.js';

interface View {
  id: string;
  url: string;
  secret?: string;
  language?: string[];
  status: string;
  failures: number;
  failingSince?: string;
  nextAttemptAt?: string;
  lastError?: string;
  lastDeliveryAt?: string;
}

describe('webhooks', () => {
  let line: EmbeddedLineUnderTest;
  let receiver: Receiver;
  /** Not on the list of those that may be called. */
  let stranger: Receiver;

  const ask = (method: string, path: string, body?: object, headers: object = keyHeaders): Promise<Response> =>
    fetch(`${line.client.publishUrl}/v1/webhooks${path}`, {
      method,
      headers: { ...headers, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const add = async (path: string, more: object = {}): Promise<Required<View>> => {
    const response = await ask('POST', '', { url: receiver.url(path), types: ['article.created'], ...more });
    expect(response.status).toBe(201);
    return (await response.json()) as Required<View>;
  };
  const view = async (id: string): Promise<View> => (await ask('GET', `/${id}`)).json() as Promise<View>;
  const until = (id: string, what: string, isSo: (view: View) => boolean): Promise<View> =>
    eventually(
      what,
      async () => {
        const now = await view(id);
        return isSo(now) ? now : undefined;
      },
      60_000,
    );
  const called = (path: string, times: number, withinMs = 60_000): Promise<Call[]> =>
    eventually(
      `${times} calls of ${path}`,
      () => Promise.resolve(receiver.at(path).length >= times ? receiver.at(path) : undefined),
      withinMs,
    );
  /** Sends pages of a series of their own, and waits for their articles: ids in the order in which they were sent. */
  const articles = async (series: string, count: number): Promise<string[]> => {
    const ids: string[] = [];
    for (let index = 0; index < count; index++) {
      const page = generatedPage(series, index);
      const capture = await line.client.accept(page.html, 'text/html; charset=utf-8', { url: page.url });
      ids.push(...(await line.client.settled(capture, 60_000)).articles.map(({ id }) => id));
    }
    expect(ids).toHaveLength(count);
    return ids;
  };
  const subjects = (calls: Call[]): string[] => calls.map(({ event }) => event.subject);

  beforeAll(async () => {
    receiver = await Receiver.start();
    stranger = await Receiver.start();
    line = await EmbeddedLineUnderTest.start({ ...keyEnv, WEBHOOK_ALLOW: receiver.host });
  }, 120_000);

  afterAll(async () => {
    await line.stop();
    await receiver.stop();
    await stranger.stop();
  }, 60_000);

  beforeEach(async () => {
    receiver.reply = () => ({ status: 204 });
    const { items } = (await (await ask('GET', '')).json()) as { items: View[] };
    for (const { id } of items) expect((await ask('DELETE', `/${id}`)).status).toBe(204);
  });

  it('are sent what happens after they came, in order, signed so that a foreign implementation believes it', async () => {
    await articles('before', 1);
    const { id, secret } = await add('/signed', { types: [] });
    const stream = new EventSourceClient(`${line.client.publishUrl}/v1/stream`);
    await stream.open;
    const sent = await articles('signed', 3);
    await eventually('the stream', () => Promise.resolve(stream.events.length >= 3 || undefined), 30_000);
    const calls = await called('/signed', stream.events.length);
    const perArticle = subjects(calls.filter(({ event }) => event.type === 'article.created'));
    expect(perArticle).toEqual(sent);
    for (const { headers, body } of calls) {
      expect(headers['content-type']).toBe('application/cloudevents+json; charset=utf-8');
      expect(headers['user-agent']).toBe('Babelwire-Webhooks');
      expect(headers.authorization).toBeUndefined();
      const verified = new Webhook(secret).verify(body, headers as Record<string, string>) as { id: string };
      expect(verified.id).toBe(headers['webhook-id']);
    }
    expect(calls.map(({ event }) => event)).toEqual(stream.events.map(({ event }) => event));
    await stream.close();
    expect(await until(id, 'the last delivery', ({ lastDeliveryAt }) => lastDeliveryAt !== undefined)).toMatchObject({
      status: 'active',
      failures: 0,
    });
  });

  it('tell their secret when they are made or it is made anew, and never else', async () => {
    const { id, secret } = await add('/shown-once');
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const asked = [ask('GET', ''), ask('GET', `/${id}`), ask('PATCH', `/${id}`, { description: 'for the desk' })];
    for (const response of await Promise.all(asked)) {
      expect(response.status).toBe(200);
      const text = await response.text();
      expect(text).toContain(id);
      expect(text).not.toContain('secret');
      expect(text).not.toContain('whsec_');
    }
    const renewed = (await (await ask('POST', `/${id}/secret`)).json()) as Required<View>;
    expect(renewed.secret).not.toBe(secret);
    await articles('secret', 1);
    const [call] = await called('/shown-once', 1);
    const headers = call?.headers as Record<string, string>;
    expect(() => new Webhook(secret).verify(call?.body ?? '', headers)).toThrow();
    new Webhook(renewed.secret).verify(call?.body ?? '', headers);
  });

  it('are for admins alone, looking as well', async () => {
    const { id } = await add('/admins');
    const { answer } = await line.client.post('/v1/keys', { name: 'reader', scopes: ['read', 'ingest'] });
    const reader = { authorization: `Bearer ${(answer as { key: string }).key}` };
    const url = receiver.url('/other');
    for (const [method, path, body] of [
      ['GET', ''],
      ['POST', '', { url }],
      ['GET', `/${id}`],
      ['PATCH', `/${id}`, { url }],
      ['POST', `/${id}/secret`],
      ['DELETE', `/${id}`],
    ] as [string, string, object?][]) {
      expect({ method, path, status: (await ask(method, path, body, reader)).status }).toEqual({
        method,
        path,
        status: 403,
      });
      expect((await ask(method, path, body, {})).status).toBe(401);
    }
    expect((await view(id)).url).toBe(receiver.url('/admins'));
  });

  it('that fail are called again under the same id, and nothing overtakes', async () => {
    let refused = 0;
    receiver.reply = () => ({ status: (refused += 1) <= 2 ? 500 : 200 });
    const { id, secret } = await add('/failing');
    const sent = await articles('failing', 2);
    const failing = await until(id, 'a failure', ({ failures }) => failures === 1);
    expect(failing.lastError).toContain('answered 500');
    const waits = Date.parse(failing.nextAttemptAt ?? '') - Date.parse(failing.failingSince ?? '');
    expect(waits).toBeGreaterThanOrEqual(4500);
    await until(id, 'a second failure', ({ failures }) => failures === 2);
    // Half a minute is to be waited now; who mends it need not.
    expect((await ask('PATCH', `/${id}`, { status: 'active' })).status).toBe(200);
    const calls = await called('/failing', 4);
    expect(subjects(calls)).toEqual([sent[0], sent[0], sent[0], sent[1]]);
    expect(new Set(calls.slice(0, 3).map((call) => call.id)).size).toBe(1);
    expect(calls[3]?.id).not.toBe(calls[0]?.id);
    // Signed anew: the first signature would be too old for a receiver by and by.
    expect(calls[1]?.headers['webhook-timestamp']).not.toBe(calls[0]?.headers['webhook-timestamp']);
    for (const { body, headers } of calls) new Webhook(secret).verify(body, headers as Record<string, string>);
    const well = await until(id, 'the end of failing', ({ failures }) => failures === 0);
    expect(well.lastError).toBeUndefined();
    expect(well.failingSince).toBeUndefined();
  });

  it('that answer 410 are disabled, and go on where they were when they are wanted again', async () => {
    receiver.reply = () => ({ status: 410 });
    const { id } = await add('/gone');
    const sent = await articles('gone', 2);
    const disabled = await until(id, 'disabled', ({ status }) => status === 'disabled');
    expect(disabled.lastError).toContain('410');
    receiver.reply = () => ({ status: 204 });
    // Longer than the first retry would wait.
    await new Promise((resolve) => setTimeout(resolve, 7000));
    expect(receiver.at('/gone')).toHaveLength(1);
    expect((await ask('PATCH', `/${id}`, { status: 'active' })).status).toBe(200);
    expect(subjects(await called('/gone', 3))).toEqual([sent[0], ...sent]);
  });

  it('lose nothing when the line is killed in the middle of a delivery', async () => {
    const { id } = await add('/killed');
    const first = await articles('killed-a', 2);
    await called('/killed', 2);
    receiver.reply = () => 'silence';
    const second = await articles('killed-b', 3);
    await called('/killed', 3);
    await line.service.end('SIGKILL');
    receiver.reply = () => ({ status: 204 });
    await line.resume();
    // At once: nobody waits for the end of what the killed one had leased, which is half a minute.
    await called('/killed', 4, 10_000);
    const third = await articles('killed-c', 1);
    const wanted = [...first, ...second, ...third];
    await eventually(
      'all events',
      () => Promise.resolve(new Set(subjects(receiver.at('/killed'))).size === wanted.length || undefined),
      90_000,
    );
    const calls = receiver.at('/killed');
    // Once again is only what was not answered.
    expect(subjects(calls)).toEqual([...first, second[0], ...second, ...third]);
    expect(calls[2]?.id).toBe(calls[3]?.id);
    expect((await view(id)).status).toBe('active');
  });

  it('are never sent to where they may not be: by address, by name, or led there', async () => {
    for (const url of [
      `http://${stranger.host}/`,
      'http://10.0.0.7/hook',
      'http://[::1]/hook',
      'http://169.254.169.254/latest/meta-data',
      'http://2130706433/hook',
      'http://user:word@desk.example/hook',
      'ftp://desk.example/hook',
      'no address',
    ]) {
      const response = await ask('POST', '', { url });
      const { errors } = (await response.json()) as Problem;
      expect({ url, status: response.status, field: errors?.[0]?.field }).toEqual({ url, status: 400, field: 'url' });
    }
    const { id } = await add('/led');
    expect((await ask('PATCH', `/${id}`, { url: `http://${stranger.host}/` })).status).toBe(400);
    receiver.reply = () => ({ status: 307, headers: { location: `http://${stranger.host}/` } });
    const byName = await ask('POST', '', { url: 'http://localhost:8080/', types: ['article.created'] });
    await articles('led', 1);
    expect((await until(id, 'a failure', ({ failures }) => failures > 0)).lastError).toContain('307');
    // Whether a name is refused at once or when it was resolved: it is not called.
    if (byName.status === 201) {
      const { id: named } = (await byName.json()) as View;
      expect((await until(named, 'a refusal', ({ failures }) => failures > 0)).lastError).toMatch(/127\.0\.0\.1|::1/);
    } else {
      expect(byName.status).toBe(400);
    }
    expect(stranger.calls).toEqual([]);
  });

  it('get what they chose, and everything once they choose no more', async () => {
    const { id, language } = await add('/chosen', { language: ['tlh'] });
    expect(language).toEqual(['tlh']);
    await articles('chosen-a', 2);
    const cleared = (await (await ask('PATCH', `/${id}`, { language: [] })).json()) as View;
    expect(cleared.language).toBeUndefined();
    // The next look at what webhooks there are.
    await new Promise((resolve) => setTimeout(resolve, 4000));
    const wanted = await articles('chosen-b', 2);
    expect(subjects(await called('/chosen', 2)).slice(-2)).toEqual(wanted);
    expect((await ask('PATCH', `/${id}`, { types: ['article.read'] })).status).toBe(400);
    expect((await ask('PATCH', `/${id}`, { status: 'disabled' })).status).toBe(400);
  });

  it('are asked for by an id that is one', async () => {
    expect((await ask('GET', '/nonsense')).status).toBe(400);
    for (const method of ['GET', 'PATCH', 'DELETE']) {
      const body = method === 'PATCH' ? {} : undefined;
      expect((await ask(method, `/${'0'.repeat(26)}`, body)).status).toBe(404);
    }
  });
});

describeWithServices('webhooks of the distributed line', () => {
  it('are called by one of two replicas of publish, and by the other when that one ends', async () => {
    const receiver = await Receiver.start();
    const line = await DistributedLineUnderTest.start('webhooks', {
      replicas: 2,
      env: { WEBHOOK_ALLOW: receiver.host },
    });
    try {
      const subscription = { url: receiver.url('/'), types: ['article.created'] };
      expect((await line.client.post('/v1/webhooks', subscription)).status).toBe(201);
      const wanted: string[] = [];
      const send = async (from: number, to: number): Promise<void> => {
        for (let index = from; index < to; index++) {
          const page = generatedPage('webhooks-distributed', index);
          const capture = await line.client.accept(page.html, 'text/html; charset=utf-8', { url: page.url });
          wanted.push(...(await line.client.settled(capture, 60_000)).articles.map(({ id }) => id));
        }
        await eventually(
          'all events',
          () => Promise.resolve(receiver.calls.length >= wanted.length || undefined),
          60_000,
        );
      };
      await send(0, 4);
      await line.services.publish.end('SIGTERM');
      await line.startService('publish');
      await send(4, 8);
      const told = receiver.calls.map(({ event }) => event.subject);
      expect([...new Set(told)].sort()).toEqual(wanted.sort());
      // The end may come between an answer and its being kept.
      expect(told.length).toBeLessThanOrEqual(wanted.length + 1);
    } finally {
      await line.stop();
      await receiver.stop();
    }
  }, 240_000);
});
