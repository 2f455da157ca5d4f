import { expect, it } from '@jest/globals';
import type { FetchedPartition, FetchedRecord } from 'kafkajs/src/broker/index.js';
import { hideAborted } from './aborted.js';

const COMMIT = Buffer.from([0, 0, 0, 1]);
const ABORT = Buffer.from([0, 0, 0, 0]);

const record = (offset: number, producerId: string, key: Buffer | null = Buffer.from('k')): FetchedRecord => ({
  offset: `${offset}`,
  key,
  batchContext: { producerId, inTransaction: producerId !== '-1' },
});
const marker = (offset: number, producerId: string, key: Buffer): FetchedRecord => ({
  ...record(offset, producerId, key),
  isControlRecord: true,
});
const seen = (partition: FetchedPartition): string[] => {
  hideAborted(partition);
  return partition.messages.filter(({ isControlRecord }) => !isControlRecord).map(({ offset }) => offset);
};

it('leaves a partition without aborted transactions as it is', () => {
  for (const abortedTransactions of [undefined, null, []]) {
    expect(seen({ messages: [record(0, '7'), marker(1, '7', COMMIT)], abortedTransactions })).toEqual(['0']);
  }
});

it('hides the records from the first of an aborted transaction to its marker, whatever the order of the list', () => {
  const messages = [
    record(10, '1'),
    record(11, '2'),
    record(12, '3'),
    record(13, '1'),
    marker(14, '2', ABORT),
    marker(15, '1', ABORT),
    record(16, '2'),
    marker(17, '3', COMMIT),
    marker(18, '2', COMMIT),
  ];
  const abortedTransactions = [
    { producerId: '2', firstOffset: '11' },
    { producerId: '1', firstOffset: '10' },
  ];
  expect(seen({ messages, abortedTransactions })).toEqual(['12', '16']);
});

it('hides what belongs to transactions that began before the fetch did, however many', () => {
  const messages = [record(90, '3'), record(91, '2'), record(92, '1'), record(93, '4')];
  const abortedTransactions = ['1', '2', '3'].map((producerId, i) => ({ producerId, firstOffset: `${i}` }));
  expect(seen({ messages, abortedTransactions })).toEqual(['93']);
});

it('takes no key of a record for a marker', () => {
  const messages = [record(0, '1'), record(1, '1', ABORT), record(2, '1'), marker(3, '1', ABORT)];
  expect(seen({ messages, abortedTransactions: [{ producerId: '1', firstOffset: '0' }] })).toEqual([]);
});

it('never hides what was written without a transaction, or in a format from before there were any', () => {
  const messages = [record(0, '1'), record(1, '-1'), { offset: '2', key: null }, marker(3, '1', ABORT)];
  expect(seen({ messages, abortedTransactions: [{ producerId: '1', firstOffset: '0' }] })).toEqual(['1', '2']);
});
