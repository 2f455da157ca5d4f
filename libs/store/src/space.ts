/** Room on a file system, bytes. */
export interface Space {
  free: number;
  total: number;
}

/** MongoDB builds no index with less than 500 MB, and a small disk is full by its last twentieth. The alert sounds at the same. */
const LOW = { bytes: 1e9, share: 0.05 };

/** Whether it is time to make room. */
export const isLow = ({ free, total }: Space): boolean => free < LOW.bytes || free < LOW.share * total;
