/** The part of kafkajs that asks one broker. It has no types of its own; told is only what `aborted.ts` touches. */
declare module 'kafkajs/src/broker/index.js' {
  /** A record as kafkajs decodes it. */
  interface FetchedRecord {
    offset: string;
    key?: Buffer | null;
    /** A transaction's marker. kafkajs counts its offset and gives it to nobody. */
    isControlRecord?: boolean;
    /** Missing with the message formats from before there were transactions. */
    batchContext?: { producerId: string; inTransaction: boolean };
  }

  interface FetchedPartition {
    messages: FetchedRecord[];
    /** Those that end at or behind the fetch's first offset, in the order of their ends. Null or empty: none. */
    abortedTransactions?: { producerId: string; firstOffset: string }[] | null;
  }

  export default class Broker {
    fetch: (this: Broker, request: unknown) => Promise<{ responses: { partitions: FetchedPartition[] }[] }>;
  }
  export type { FetchedPartition, FetchedRecord };
}
