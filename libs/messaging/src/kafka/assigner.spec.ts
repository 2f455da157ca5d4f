import { describe, expect, it } from '@jest/globals';
import { coPartitioned } from './assigner.js';

const topics = [
  { topic: 'a', partitions: [0, 1, 2, 3] },
  { topic: 'a.retry', partitions: [0, 1, 2, 3, 4, 5] },
  { topic: 'b', partitions: [0] },
  { topic: 'b.retry', partitions: [0] },
];

describe('coPartitioned', () => {
  it('gives every partition to one member, and a retry partition to the one that has the topic’s', () => {
    const all = topics.map(({ topic }) => topic);
    const members = ['m2', 'm1', 'm3'].map((memberId) => ({ memberId, topics: all }));
    const assignment = coPartitioned(topics, members);
    const owners = (topic: string, partition: number): string[] =>
      [...assignment].filter(([, assigned]) => assigned[topic]?.includes(partition)).map(([member]) => member);
    for (const { topic, partitions } of topics) for (const p of partitions) expect(owners(topic, p)).toHaveLength(1);
    for (const partition of [0, 1, 2, 3]) expect(owners('a.retry', partition)).toEqual(owners('a', partition));
    expect(owners('b.retry', 0)).toEqual(owners('b', 0));
    expect(owners('b', 0)).not.toEqual(owners('a', 0));
  });

  it('gives a topic only to members that know it', () => {
    const members = [
      { memberId: 'old', topics: ['a', 'a.retry'] },
      { memberId: 'new', topics: ['a', 'a.retry', 'b', 'b.retry'] },
    ];
    const assignment = coPartitioned(topics, members);
    expect(assignment.get('old')?.['b']).toBeUndefined();
    expect(assignment.get('new')?.['b']).toEqual([0]);
  });
});
