import { describe, expect, it } from '@jest/globals';
import { Handling } from './handling.js';
import { inTrace, traceOf, isTraced } from './propagation.js';

const parent = (n: number): string => `00-${String(n).padStart(32, 'ab')}-1234567890abcdef-01`;
const taken = (key: string, headers: Record<string, string> = {}) => ({
  topic: 'in',
  partition: 0,
  offset: '1',
  key,
  headers,
});
const traceIn = ({ headers }: { headers: Record<string, string> }): string => headers.traceparent?.slice(3, 35) ?? '';

describe('a call of a handler', () => {
  it('puts every output in the trace of the message that it follows from, in the order of its versions', () => {
    const messages = [1, 2, 3].map((n) => taken(n === 3 ? 'a' : ['a', 'b'][n - 1]!, { traceparent: parent(n) }));
    const handling = new Handling('stage', 'group', messages, () => ({}));
    const outputs = ['a', 'b', 'a', 'of nobody'].map((key) => ({ topic: 'out', key, headers: {} }));
    const traces = handling.follow(outputs).map(traceIn);
    expect(traces).toEqual([1, 2, 3, 1].map((n) => parent(n).slice(3, 35)));
  });

  it('leaves a message that goes aside in its trace, and gives it one if it came without', () => {
    const [told, untold] = [taken('a', { traceparent: parent(7) }), taken('b')];
    const keep = (source: typeof told) =>
      new Handling('stage', 'group', [source], () => ({})).keep({ source, added: { 'bw-tries': '1' } }).added;
    expect(keep(told)).toEqual({ 'bw-tries': '1' });
    const given = keep(untold);
    expect(given).toMatchObject({ 'bw-tries': '1' });
    expect(isTraced(traceOf(given))).toBe(true);
    // The next try finds it there.
    expect(keep(taken('b', given))).toEqual({ 'bw-tries': '1' });
  });
});

describe('a message on its way into the log', () => {
  it('keeps the trace that it names, and has one of its own where it names none, or no such thing', () => {
    const named = { topic: 't', headers: { traceparent: parent(5) } };
    expect(inTrace(named)).toBe(named);
    const nonsense = inTrace({ topic: 't', headers: { traceparent: '00-x' } });
    const [one, other] = [inTrace({ topic: 't', headers: {} }), inTrace({ topic: 't', headers: {} })];
    const ids = [nonsense, one, other].map(traceIn);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect(new Set(ids).size).toBe(3);
  });
});
