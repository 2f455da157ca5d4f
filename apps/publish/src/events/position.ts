import { BabelwireError, Topics } from '#libs/contracts';
import type { Extent, Offsets, ReceivedMessage } from '#libs/messaging';

/** The public topics that events are read from, with the letter that stands for each in a position. */
export const FOLLOWED = { [Topics.articles]: 'a', [Topics.stories]: 's' } as const;
export type FollowedTopic = keyof typeof FOLLOWED;

/** Offsets of the partitions 0, 1, 2 … of each topic; the leading number is the version of the format. */
const FORMAT = /^1;a=((?:\d{1,16}(?:,\d{1,16})*)?);s=((?:\d{1,16}(?:,\d{1,16})*)?)$/;

/**
 * Where a reader of the public topics stands: of every partition, the offset of the first event that it has not seen. The
 * same in every replica and after every restart, since offsets are Kafka's own (of the embedded log: its row ids).
 */
export class Position {
  private readonly next: Record<FollowedTopic, number[]>;

  private constructor(articles: number[], stories: number[]) {
    this.next = { [Topics.articles]: articles, [Topics.stories]: stories };
  }

  /** Before the first event that there ever was. */
  static beginning(): Position {
    return new Position([], []);
  }

  /** Throws poison `invalid-position` for a text that `toString` did not make. */
  static parse(text: string): Position {
    const match = FORMAT.exec(text);
    const [, articles, stories] = match ?? [];
    if (articles === undefined || stories === undefined) {
      const shown = JSON.stringify(text.slice(0, 100));
      const message = `${shown} is no place in the stream; give the id of an event as it came, or none to begin now`;
      throw new BabelwireError('invalid-position', 'poison', message);
    }
    const numbers = (list: string): number[] => (list === '' ? [] : list.split(',').map(Number));
    return new Position(numbers(articles), numbers(stories));
  }

  toString(): string {
    return Object.entries(FOLLOWED).reduce(
      (text, [topic, letter]) => `${text};${letter}=${this.list(topic as FollowedTopic).join(',')}`,
      '1',
    );
  }

  copy(): Position {
    return new Position([...this.list(Topics.articles)], [...this.list(Topics.stories)]);
  }

  get(topic: FollowedTopic, partition: number): number {
    return this.next[topic][partition] ?? 0;
  }

  /** Whether the event is one that was not seen yet. */
  isBefore({ topic, partition, offset }: Pick<ReceivedMessage, 'topic' | 'partition' | 'offset'>): boolean {
    return Number(offset) >= this.get(topic as FollowedTopic, partition);
  }

  /** The event has been seen. */
  pass({ topic, partition, offset }: Pick<ReceivedMessage, 'topic' | 'partition' | 'offset'>): void {
    this.raise(topic as FollowedTopic, partition, Number(offset) + 1);
  }

  /** Everything before this offset has been seen. */
  raise(topic: FollowedTopic, partition: number, offset: number): void {
    const list = this.next[topic];
    while (list.length <= partition) list.push(0);
    list[partition] = Math.max(list[partition] ?? 0, offset);
  }

  offsets(topic: FollowedTopic): Offsets {
    return { ...this.next[topic] };
  }

  /** Whether nothing of the other is further on. */
  isBeyond(other: Position): boolean {
    return (Object.keys(FOLLOWED) as FollowedTopic[]).every((topic) =>
      other.list(topic).every((offset, partition) => offset <= this.get(topic, partition)),
    );
  }

  /** Throws poison `invalid-position` when it is beyond what there is: the topic was made anew, or is another one. */
  requireWithin(topic: FollowedTopic, extents: Extent[]): void {
    const ends = new Map(extents.map(({ partition, end }) => [partition, end]));
    const beyond = this.list(topic).findIndex((offset, partition) => offset > (ends.get(partition) ?? 0));
    if (beyond === -1) return;
    const message = `partition ${beyond} of ${topic} ends before this place: it is of another line, or the topic was made anew`;
    throw new BabelwireError('invalid-position', 'poison', message);
  }

  private list(topic: FollowedTopic): number[] {
    return this.next[topic];
  }
}
