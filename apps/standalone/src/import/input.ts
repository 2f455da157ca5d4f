/** A page as an import found it. */
export interface FoundPage {
  url?: string;
  /** Media type, with the charset where its server said one. */
  contentType: string;
  body: Uint8Array;
  /** RFC 3339. */
  fetchedAt?: string;
  sourceId?: string;
  timeZone?: string;
}

/** Something that could not be read: where it stands, and why. */
export interface Fault {
  /** `offset 5120`, `line 3`, `2026/bridge.html`. */
  place: string;
  code: string;
  message: string;
}

/** One step through an input. */
export interface Item {
  place: string;
  /** From where the input goes on behind this item; as JSON. Absent: the position before stays. */
  position?: unknown;
  /** How much of the input lies behind this item, in its own units. */
  passed: number;
  /** What could not be read on the way to it. */
  faults: Fault[];
  /** Why it is nobody's news: then there is no task. */
  skipped?: string;
  task?: { page: FoundPage } | { address: URL };
}

/** What an import takes in: the same items in the same order each time. */
export interface Input {
  kind: 'archive' | 'folder' | 'addresses';
  path: string;
  /** Another text when the input is no longer what it was: then a position in it means nothing. */
  fingerprint: string;
  /** In the same units as `passed`. */
  size: number;
  /**
   * @param position as an item had it; undefined from the beginning
   * @param again addresses that could not be had when they were tried, to be tried once more
   */
  items: (position: unknown, again: readonly string[]) => AsyncGenerator<Item>;
}
