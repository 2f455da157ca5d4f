import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Capture, encode, sha256, captureId, Topics, topicSpecs } from '#libs/contracts';
import { type DeadLetter, openLog } from '#libs/messaging';
import { describeWithServices } from '../services/index.js';
import { type Answer, babelwire } from '../support/command.js';
import { generatedPage } from '../support/generated-pages.js';
import { DistributedLineUnderTest } from '../support/lines.js';
import { Service } from '../support/processes.js';

/** A page that can't be handled, since its zone is none, and that could be if the zone were there. */
function badCapture(name: string): Capture {
  const { html, url } = generatedPage(name, 1);
  const origin = { sourceId: name, contentType: 'text/html', url, timeZone: 'Europe/Atlantis' };
  return {
    id: captureId({ ...origin, rawSha256: sha256(html) }),
    ...origin,
    input: 'push',
    fetchedAt: '2026-11-20T10:00:00.000Z',
    body: html,
    bodyEncoding: 'utf8',
  };
}

const letters = ({ out }: Answer): DeadLetter[] => JSON.parse(out) as DeadLetter[];

describe('babelwire dlq, on the command line', () => {
  it('explains itself, and says what is wrong with a command line', async () => {
    const help = await babelwire(['dlq', '--help']);
    expect(help).toMatchObject({ code: 0 });
    expect(help.out).toContain('babelwire dlq replay --topic');
    expect(help.out).toContain('KAFKA_BROKERS');
    expect(await babelwire(['dlq'])).toMatchObject({
      code: 2,
      said: expect.stringContaining('list, show, replay, drop'),
    });
    expect(await babelwire(['dlq', 'list', '--sinse', '1h'])).toMatchObject({ code: 2 });
    expect(await babelwire(['dlq', 'list', '--data', join(tmpdir(), 'nothing-here')])).toMatchObject({
      code: 1,
      said: expect.stringContaining('there is no line in'),
    });
    expect(await babelwire(['dlq', 'list'])).toMatchObject({
      code: 1,
      said: expect.stringContaining('KAFKA_BROKERS is not set'),
    });
    expect(await babelwire(['dlq', 'replay', '--data', '.'])).toMatchObject({
      code: 2,
      said: expect.stringContaining('--all'),
    });
    expect(await babelwire(['dlq', 'drop', 'abc', '--data', '.'])).toMatchObject({
      code: 2,
      said: expect.stringContaining('--reason'),
    });
  });
});

describe('babelwire dlq, on an embedded line that is not running', () => {
  const folder = mkdtempSync(join(tmpdir(), 'babelwire-dlq-'));
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('lists, shows, replays once and drops', async () => {
    const value = encode(badCapture('embedded'));
    const log = await openLog({ kind: 'embedded', folder, topics: topicSpecs() });
    await log.publish([{ topic: Topics.captures, key: 'atlantis', value, headers: { 'x-origin': 'test' } }]);
    await log.close();
    const once = async (): Promise<void> => {
      const line = new Service(
        'standalone',
        ['apps/standalone/bin/babelwire.js', 'start', '--once', '--data', folder],
        {},
      );
      line.start();
      expect(await line.ended()).toBe(0);
    };
    await once();
    const found = letters(await babelwire(['dlq', 'list', '--data', folder, '--json']));
    expect(found).toMatchObject([
      { topic: Topics.captures, key: 'atlantis', code: 'unknown-time-zone', kind: 'poison' },
    ]);
    const id = found[0]?.id ?? '';
    const shown = JSON.parse((await babelwire(['dlq', 'show', id.slice(0, 8), '--data', folder, '--json'])).out) as {
      valueBase64: string;
      headers: Record<string, string>;
    };
    expect(Buffer.from(shown.valueBase64, 'base64')).toEqual(value);
    expect(shown.headers['x-origin']).toBe('test');

    const first = await babelwire(['dlq', 'replay', id.slice(0, 8), '--data', folder, '--by', 'ada']);
    expect(first).toMatchObject({ code: 0, out: expect.stringContaining('1 dead letter replayed') });
    const second = await babelwire(['dlq', 'replay', id.slice(0, 8), '--data', folder]);
    expect(second).toMatchObject({
      code: 0,
      out: expect.stringMatching(/replayed .* by ada[^]*0 dead letters replayed/),
    });

    await once();
    const again = letters(await babelwire(['dlq', 'list', '--data', folder, '--json']));
    expect(again).toMatchObject([{ key: 'atlantis', code: 'unknown-time-zone' }]);
    expect(again[0]?.id).not.toBe(id);
    const dropped = await babelwire(['dlq', 'drop', '--all', '--reason', 'no such sea', '--data', folder]);
    expect(dropped).toMatchObject({ code: 0, out: expect.stringContaining('1 dead letter dropped') });
    expect((await babelwire(['dlq', 'list', '--data', folder])).out).toContain('no dead letters');
    expect((await babelwire(['dlq', 'list', '--all', '--data', folder])).out).toContain('no such sea');
    expect(await babelwire(['dlq', 'show', 'zzzzzz', '--data', folder])).toMatchObject({ code: 1 });
  });
});

describeWithServices('babelwire dlq, on Kafka', () => {
  let line: DistributedLineUnderTest;

  beforeAll(async () => {
    line = await DistributedLineUnderTest.start('dlq', { services: ['ingest'] });
  }, 180_000);

  afterAll(async () => {
    await line.stop();
  }, 60_000);

  it('returns what failed to where it failed, once', async () => {
    const value = encode(badCapture('kafka'));
    const headers = { 'x-origin': 'test' };
    await line.log.publish([{ topic: Topics.captures, key: 'atlantis', value, headers }]);
    await line.idle();
    const dlq = (...args: string[]): Promise<Answer> => babelwire(['dlq', ...args], line.env);
    const [letter] = letters(await dlq('list', '--json', '--since', '1h'));
    expect(letter).toMatchObject({ key: 'atlantis', code: 'unknown-time-zone' });
    expect(await dlq('replay', '--code', 'unknown-time-zone', '--dry-run')).toMatchObject({
      code: 0,
      out: expect.stringContaining('1 dead letter would be replayed'),
    });
    expect(await dlq('replay', '--code', 'unknown-time-zone')).toMatchObject({
      code: 0,
      out: expect.stringContaining('1 dead letter replayed'),
    });
    expect(await dlq('replay', letter?.id ?? '')).toMatchObject({
      out: expect.stringContaining('0 dead letters replayed'),
    });
    await line.idle();
    const [captures] = await line.finalRecords(Topics.captures);
    expect(captures).toHaveLength(2);
    const [before, returned] = captures ?? [];
    expect(returned).toMatchObject({ key: 'atlantis', value, headers, partition: before?.partition });
  });
});
