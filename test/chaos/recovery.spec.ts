import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeWithServices } from '../services/index.js';
import {
  brokerAwayAtStart,
  crashedConsumer,
  drain,
  hangingHandler,
  type Recovery,
  RecoveringLine,
  serverRestart,
} from './recovery.js';

/** From the return of a broker or mongod until work goes on, seconds; and what the machine is busy with besides. */
const GOAL = 10;
const expectSoon = ({ resumed, usual }: Recovery): void => {
  expect(Number(resumed)).toBeLessThan(GOAL + 5 * Number(usual));
};

/** Short versions; `npm run chaos -- --recovery` has mongod away for 60 s. On a broker and a mongod of its own. */
describeWithServices('recovery', () => {
  let recovering: RecoveringLine | undefined;

  beforeAll(async () => {
    recovering = await RecoveringLine.start();
  }, 180_000);

  afterAll(async () => {
    await recovering?.stop();
  }, 60_000);

  const line = (): RecoveringLine => {
    if (recovering === undefined) throw new Error('the line was not started');
    return recovering;
  };

  it('goes on within 10 s of the return of the broker, and loses nothing', async () => {
    const recovery = await serverRestart(line(), 'kafka', 5);
    expect(recovery.faults).toEqual([]);
    expectSoon(recovery);
  }, 200_000);

  it('goes on within 10 s of the return of mongod; nothing becomes a dead letter, and nothing is lost', async () => {
    const recovery = await serverRestart(line(), 'mongod', 15);
    expect(recovery.faults).toEqual([]);
    expectSoon(recovery);
  }, 200_000);

  it('waits for a broker that is away at the start, lives meanwhile, and says so once', async () => {
    const recovery = await brokerAwayAtStart(line(), 12);
    expect(recovery.faults).toEqual([]);
  }, 200_000);

  it('ends within 25 s and with 0 when it is told to, and takes up what was left', async () => {
    const recovery = await drain(line(), 60);
    expect(recovery.faults).toEqual([]);
  }, 200_000);

  it('gives up a handler that hangs, and handles its message again', async () => {
    const recovery = await hangingHandler(line(), 'language', 2);
    expect(recovery.faults).toEqual([]);
  }, 200_000);

  it('ends the process of a consumer that can not go on', async () => {
    const recovery = await crashedConsumer(line(), 'language');
    expect(recovery.faults).toEqual([]);
  }, 200_000);
});
