import type { WrittenDate } from '../dates/written.js';

/** One item of a list without mark-up. */
export interface Unit {
  texts: string[];
  tag?: string;
  date?: WrittenDate;
}
