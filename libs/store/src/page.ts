/** Some of what a query found, and how to get the rest. */
export interface Page<T> {
  items: T[];
  /** Not there on the last page. */
  nextCursor?: string;
}
