import Broker, { type FetchedPartition, type FetchedRecord } from 'kafkajs/src/broker/index.js';

/** A control record's key: int16 version, int16 type; type 0 is "abort". */
const ABORT = 0;
const isAbortMarker = ({ key }: FetchedRecord): boolean => key?.length === 4 && key.readInt16BE(2) === ABORT;

/**
 * What read_committed means, done here because kafkajs 2.2.4 gets it wrong where several producers write to one partition:
 * it takes the broker's list of aborted transactions, which is in the order of their ends, for one in the order of their
 * beginnings, and it steps into one transaction a record only. Aborted records then pass for committed ones: work of a
 * process that was killed, done twice. Aborted records are marked as what kafkajs counts and gives to nobody.
 *
 * The rule is that of Kafka's own client (`CompletedFetch`): a producer's records from the first offset of its aborted
 * transaction to its abort marker.
 */
export function hideAborted(partition: FetchedPartition): void {
  const { messages, abortedTransactions } = partition;
  if (!abortedTransactions?.length) return;
  const beginnings = abortedTransactions
    .map(({ producerId, firstOffset }) => ({ producerId, firstOffset: BigInt(firstOffset) }))
    .sort((a, b) => Number(a.firstOffset - b.firstOffset));
  const aborted = new Set<string>();
  let begun = 0;
  for (const record of messages) {
    const offset = BigInt(record.offset);
    for (let next = beginnings[begun]; next !== undefined && next.firstOffset <= offset; next = beginnings[++begun]) {
      aborted.add(next.producerId);
    }
    const { producerId, inTransaction } = record.batchContext ?? { producerId: '', inTransaction: false };
    if (record.isControlRecord) {
      if (isAbortMarker(record)) aborted.delete(producerId);
    } else if (inTransaction && aborted.has(producerId)) record.isControlRecord = true;
  }
  partition.abortedTransactions = [];
}

/** kafkajs has no place for this: its brokers' answers are taken up before its consumers see them. */
const { fetch } = Broker.prototype;
Broker.prototype.fetch = async function (request) {
  const response = await fetch.call(this, request);
  for (const { partitions } of response.responses) partitions.forEach(hideAborted);
  return response;
};
