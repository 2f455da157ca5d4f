import { randomUUID } from 'node:crypto';
import { describeWithKafka, kafkaBrokers } from '../../../../test/services/index.js';
import { messagingContract } from '../contract-suite.js';
import { KafkaLog } from './kafka-log.js';
import { ensureTopics } from './topics.js';

describeWithKafka('the log on Kafka', () => {
  messagingContract(async (topics) => {
    const connection = { brokers: kafkaBrokers(), clientId: 'babelwire.test', prefix: `${randomUUID().slice(0, 8)}.` };
    await ensureTopics({ ...connection, topics, partitions: 3, replicationFactor: 1 });
    return { open: () => Promise.resolve(new KafkaLog(connection)), dispose: () => Promise.resolve() };
  });
});
