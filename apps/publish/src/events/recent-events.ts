import type { FollowedTopic, Position } from './position.js';
import type { PublicEvent } from './public-event.js';

/** Events kept at most, and bytes of them: some minutes of a busy line, so that who comes back soon finds them here. */
const MOST_EVENTS = 5000;
const MOST_BYTES = 32 * 1024 * 1024;

/** The latest public events as they came, each with a number of its own. The oldest make room for new ones. */
export class RecentEvents {
  private events: PublicEvent[] = [];
  private bytes = 0;
  /** Number of the oldest one. */
  first = 0;

  /**
   * @param since from here on every event is kept, or was and made room
   * @param most for tests: less than what is usual
   */
  constructor(
    private readonly since: Position,
    private readonly most: number = MOST_EVENTS,
  ) {}

  /** Number that the next one gets. */
  get next(): number {
    return this.first + this.events.length;
  }

  at(number: number): PublicEvent | undefined {
    return this.events[number - this.first];
  }

  add(added: PublicEvent[]): void {
    for (const event of added) this.bytes += event.bytes;
    this.events.push(...added);
    let dropped = 0;
    while (this.events.length - dropped > this.most || (this.bytes > MOST_BYTES && this.events.length - dropped > 1)) {
      const event = this.events[dropped++];
      if (event === undefined) break;
      this.bytes -= event.bytes;
      this.since.pass(event.message);
    }
    if (dropped === 0) return;
    this.events = this.events.slice(dropped);
    this.first += dropped;
  }

  /** Whether nothing is missing here for a reader that stands there. */
  covers(position: Position, partitions: readonly { topic: FollowedTopic; partition: number }[]): boolean {
    return partitions.every(
      ({ topic, partition }) => position.get(topic, partition) >= this.since.get(topic, partition),
    );
  }
}
