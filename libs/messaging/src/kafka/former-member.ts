import type { Broker, Consumer, PartitionAssigner } from 'kafkajs';
import { brokerErrorType } from './connection.js';

/** kafkajs has the request, and its types do not tell of it. */
type Coordinator = Broker & { leaveGroup(member: { groupId: string; memberId: string }): Promise<unknown> };

/**
 * A consumer of kafkajs that lost its brokers begins again as a new member of its group. The brokers, once they are back, wait
 * for the old one until its session is over: 15 s in which nobody gets a partition. Nobody else can be that member, so it is
 * made to leave before the new one joins. (Its work is fenced by transactions, whoever is a member.)
 */
export class FormerMember {
  private memberId: string | undefined;
  private lost: string | undefined;

  follow(consumer: Consumer): void {
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
      this.memberId = payload.memberId;
    });
    consumer.on(consumer.events.CRASH, () => {
      this.lost = this.memberId ?? this.lost;
      this.memberId = undefined;
    });
  }

  /**
   * An assigner is the one thing of ours that is given the consumer's connection. Each join asks that for the coordinator
   * first; behind the join, on the same connection, a request to leave would wait for it.
   */
  leavingBefore(create: PartitionAssigner): PartitionAssigner {
    return (config) => {
      const { cluster } = config;
      const find = cluster.findGroupCoordinator.bind(cluster);
      cluster.findGroupCoordinator = async (group) => {
        const coordinator = await find(group);
        await this.leave(group.groupId, coordinator as Coordinator);
        return coordinator;
      };
      return create(config);
    };
  }

  private async leave(groupId: string, coordinator: Coordinator): Promise<void> {
    const memberId = this.lost;
    if (memberId === undefined) return;
    this.lost = undefined;
    try {
      await coordinator.leaveGroup({ groupId, memberId });
    } catch (error) {
      // Gone by itself, or to be tried again: a broker that has just come back does not know its groups at once.
      if (brokerErrorType(error) !== 'UNKNOWN_MEMBER_ID') this.lost ??= memberId;
    }
  }
}
