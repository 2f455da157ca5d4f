/**
 * Puts jobs that arrive while another is being written into one write: many callers with one message each share the price
 * of a transaction. Each caller's promise settles with the write that carried its job.
 */
export class GroupCommit<Job> {
  private waiting: { job: Job; resolve: () => void; reject: (error: unknown) => void }[] = [];
  private running: Promise<void> | undefined;

  constructor(private readonly write: (jobs: Job[]) => Promise<void> | void) {}

  add(job: Job): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ job, resolve, reject });
      this.running ??= this.run();
    });
  }

  /** Resolves when nothing is waiting or being written. */
  async drained(): Promise<void> {
    await this.running;
  }

  private async run(): Promise<void> {
    // A turn of the event loop collects what comes with this job.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.waiting.length > 0) {
      const jobs = this.waiting;
      this.waiting = [];
      try {
        await this.write(jobs.map(({ job }) => job));
        for (const { resolve } of jobs) resolve();
      } catch (error) {
        for (const { reject } of jobs) reject(error);
      }
    }
    this.running = undefined;
  }
}
