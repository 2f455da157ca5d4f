import { Partitioners } from 'kafkajs';

/** What all producers here have in common. */
export const producerSettings = {
  createPartitioner: Partitioners.DefaultPartitioner,
  // A transaction is begun when all of its outputs are there, so it lasts for milliseconds.
  transactionTimeout: 30_000,
};
