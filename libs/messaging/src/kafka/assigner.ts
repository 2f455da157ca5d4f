import { AssignerProtocol, type PartitionAssigner } from 'kafkajs';

const baseOf = (topic: string): string => topic.replace(/\.retry$/, '');

/**
 * Gives a partition of a retry topic to the member that has the same partition of the topic itself: a handler that keeps
 * state must not have two writers. (kafkajs' own round robin deals all partitions out in a row.)
 */
export function coPartitioned(
  topics: { topic: string; partitions: number[] }[],
  members: { memberId: string; topics: string[] }[],
): Map<string, Record<string, number[]>> {
  const sorted = [...members].sort((a, b) => (a.memberId < b.memberId ? -1 : 1));
  const bases = [...new Set(topics.map(({ topic }) => baseOf(topic)))].sort();
  const assignment = new Map<string, Record<string, number[]>>(sorted.map(({ memberId }) => [memberId, {}]));
  for (const { topic, partitions } of topics) {
    // During a roll-out the members may not all know the same topics.
    const able = sorted.filter((member) => member.topics.includes(topic));
    for (const partition of partitions) {
      // Topics with one partition shall not all end at the first member.
      const member = able[(partition + bases.indexOf(baseOf(topic))) % able.length];
      const assigned = member && assignment.get(member.memberId);
      if (assigned) (assigned[topic] ??= []).push(partition);
    }
  }
  return assignment;
}

const NAME = 'babelwire-co-partitioned';

export const coPartitionAssigner: PartitionAssigner = ({ cluster }) => ({
  name: NAME,
  version: 1,
  assign: ({ members, topics }) => {
    const known = topics.map((topic) => ({
      topic,
      partitions: cluster.findTopicPartitionMetadata(topic).map(({ partitionId }) => partitionId),
    }));
    const subscribed = members.map(({ memberId, memberMetadata }) => ({
      memberId,
      topics: AssignerProtocol.MemberMetadata.decode(memberMetadata)?.topics ?? topics,
    }));
    const assignment = [...coPartitioned(known, subscribed)].map(([memberId, assigned]) => ({
      memberId,
      memberAssignment: AssignerProtocol.MemberAssignment.encode({
        version: 1,
        assignment: assigned,
        userData: Buffer.alloc(0),
      }),
    }));
    return Promise.resolve(assignment);
  },
  protocol: ({ topics }) => ({
    name: NAME,
    metadata: AssignerProtocol.MemberMetadata.encode({ version: 1, topics, userData: Buffer.alloc(0) }),
  }),
});
