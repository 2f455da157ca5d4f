/** 0: done. 1: it failed. 2: the command line is wrong. */
export const EXIT = { ok: 0, failed: 1, usage: 2 } as const;
