/**
 * Natural-log units of one step of a word's odds. All that is said of a word is kept in bytes: of finer steps a sum over
 * some words would show nothing.
 */
export const STEP = 1 / 32;
/** Most steps that one word may count against a language (6 nats): no single word, however odd, outweighs several plain ones. */
export const MOST_STEPS = 192;

/**
 * Words remembered beside the common ones. Of running text that has passed once, nine words in ten come again among this
 * many; with all that is kept of a word they take 5 MB in the Latin script.
 */
const REMEMBERED = 2 ** 16;
/** Share of them from which on, before the next text, some are forgotten. */
const NEARLY_FULL = 7 / 8;
/**
 * Share of the slots that may be in use. The Latin script's words fill 0.54 of a million slots, 17 MB; with half that the next
 * size would be needed, and looking up is no quicker there: four slots share a cache line, so that a neighbour costs nothing.
 */
const FULL = 0.6;
/** Numbers in a slot: the two hashes of a word, its row + 1 (0 where free), and its leaders. */
const SLOT = 4;

/** The language that a word speaks for most, and the steps that the first and the second one are below certainty. */
export const leaderOf = (leaders: number): number => leaders & 0xff;
export const firstOf = (leaders: number): number => (leaders >> 8) & 0xff;
export const secondOf = (leaders: number): number => leaders >> 16;

/**
 * What is known of words, among the languages of one script: for each word a row of steps, by which each language is less
 * than certain. The common words' rows come with the model; those of other words are remembered when they have been judged,
 * since judging costs fifty times as much as looking up, and news repeats its names and terms.
 *
 * A common word is known by one hash of its letters, which is what the model holds of it, a remembered one by two, 64 bits
 * in all: what was read before never shows in an answer.
 */
export class Vocabulary {
  /** Row by row; a language's place in a row is its place in the model. Rows keep their numbers until {@link begin}. */
  steps: Uint8Array;
  /** Open addressing; never more than {@link FULL} of it in use. */
  slots: Int32Array;
  /** How many of the rows, the first ones, are the common words'. */
  readonly common: number;
  private used: Uint8Array;
  private count: number;

  /**
   * @param common hashes of the common words
   * @param fill writes their rows, which it finds all 0, one after the other: there are 18 MB of them in the Latin script,
   *   and two copies would stay in memory for long
   */
  constructor(
    readonly languages: number,
    common: Int32Array,
    fill: (rows: Uint8Array) => void,
    private readonly most = REMEMBERED,
  ) {
    this.common = common.length;
    const capacity = common.length + most;
    this.steps = new Uint8Array(capacity * languages);
    fill(this.steps);
    this.used = new Uint8Array(capacity);
    this.slots = new Int32Array(sizeFor(capacity) * SLOT);
    this.count = 0;
    for (const hash of common) this.keep(hash, 0);
  }

  /** To be called before a text is read: makes room by forgetting what was not asked for of late. */
  begin(): void {
    if (this.count - this.common > this.most * NEARLY_FULL) this.forget();
  }

  /** The slot of a word, or -1 for one that has to be judged. */
  find(hash: number, check: number): number {
    const { slots } = this;
    const mask = slots.length - 1;
    let slot = Math.imul(hash, SLOT) & mask;
    for (;;) {
      const row = slots[slot + 2] ?? 0;
      if (row === 0) return -1;
      if (slots[slot] === hash) {
        if (row <= this.common) return slot;
        if (slots[slot + 1] === check) {
          this.used[row - 1] = 1;
          return slot;
        }
      }
      slot = (slot + SLOT) & mask;
    }
  }

  /** Where in {@link steps} the row of the next word is to be written. */
  room(): number {
    if ((this.count + 1) * this.languages > this.steps.length) this.grow();
    return this.count * this.languages;
  }

  /** Remembers a word whose row has been written. Returns its slot. */
  keep(hash: number, check: number): number {
    const { slots } = this;
    const mask = slots.length - 1;
    let slot = Math.imul(hash, SLOT) & mask;
    while (slots[slot + 2] !== 0) slot = (slot + SLOT) & mask;
    slots[slot] = hash;
    slots[slot + 1] = check;
    slots[slot + 2] = this.count + 1;
    slots[slot + 3] = this.leadersOf(this.count);
    this.count += 1;
    return slot;
  }

  private leadersOf(row: number): number {
    const { steps, languages } = this;
    let leader = 0;
    let first = 0xff;
    let second = 0xff;
    for (let language = 0; language < languages; language += 1) {
      const value = steps[row * languages + language] ?? 0;
      if (value < first) {
        second = first;
        first = value;
        leader = language;
      } else if (value < second) second = value;
    }
    return leader | (first << 8) | (second << 16);
  }

  /** A text of more new words than there is room for: they must all be at hand until it has been read. */
  private grow(): void {
    const rows = new Uint8Array(this.steps.length * 2);
    rows.set(this.steps);
    this.steps = rows;
    const capacity = Math.floor(rows.length / this.languages);
    const used = new Uint8Array(capacity);
    used.set(this.used);
    this.used = used;
    this.rebuild(capacity, () => true);
  }

  private forget(): void {
    const first = this.common;
    const { used } = this;
    let inUse = 0;
    for (let row = first; row < this.count; row += 1) inUse += used[row] ?? 0;
    // Where nearly all are in use, none can be chosen.
    const chooses = inUse <= this.most / 2;
    const capacity = first + this.most;
    this.rebuild(capacity, (row) => row < first || (chooses && used[row] === 1));
    if (this.steps.length > capacity * this.languages) this.steps = this.steps.slice(0, capacity * this.languages);
    this.used = new Uint8Array(capacity);
  }

  /** Puts the words that `stays` speaks for into a new table, and moves their rows together. */
  private rebuild(capacity: number, stays: (row: number) => boolean): void {
    const { slots: old, languages, steps } = this;
    const slotOf = new Int32Array(this.count);
    for (let slot = 0; slot < old.length; slot += SLOT) {
      const row = old[slot + 2] ?? 0;
      if (row !== 0) slotOf[row - 1] = slot;
    }
    const known = this.count;
    this.slots = new Int32Array(sizeFor(capacity) * SLOT);
    this.count = 0;
    for (let row = 0; row < known; row += 1) {
      if (!stays(row)) continue;
      steps.copyWithin(this.count * languages, row * languages, (row + 1) * languages);
      const slot = slotOf[row] ?? 0;
      this.keep(old[slot] ?? 0, old[slot + 1] ?? 0);
    }
  }
}

/** Slots for so many words: a power of two, at most half of them taken. */
function sizeFor(capacity: number): number {
  let size = 2;
  while (capacity > size * FULL) size *= 2;
  return size;
}
