/** A dependency that must answer before the service is ready. `check` throws when it does not. */
export interface HealthCheck {
  name: string;
  check: () => Promise<void>;
}

/** A dependency that has not answered in this time, ms, is away: below the usual probe's time-out of 5 s. */
const CHECK_TIMEOUT_MS = 3000;
/** How old an answer may be, ms. Probes come every few seconds; a flood of them must not become one of the dependencies. */
const MAX_AGE_MS = 1000;

/** What the dependencies last answered: asked once for all who want to know within a second, or while they are asked. */
export class Readiness {
  private latest: { at: number; results: Record<string, string> } | undefined;
  private asking: Promise<Record<string, string>> | undefined;

  constructor(
    private readonly checks: HealthCheck[],
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** `ok`, or what is wrong, by the name of the dependency. */
  outcomes(): Promise<Record<string, string>> {
    if (this.latest !== undefined && this.now() - this.latest.at < MAX_AGE_MS) {
      return Promise.resolve(this.latest.results);
    }
    this.asking ??= outcomes(this.checks)
      .then((results) => {
        this.latest = { at: this.now(), results };
        return results;
      })
      .finally(() => (this.asking = undefined));
    return this.asking;
  }
}

/** The dependencies asked now: `ok`, or what is wrong, by their names. */
export async function outcomes(checks: HealthCheck[]): Promise<Record<string, string>> {
  const results = await Promise.all(checks.map(async ({ name, check }) => [name, await outcome(check)] as const));
  return Object.fromEntries(results);
}

async function outcome(check: () => Promise<void>): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`no answer in ${CHECK_TIMEOUT_MS} ms`));
    }, CHECK_TIMEOUT_MS);
  });
  try {
    await Promise.race([check(), late]);
    return 'ok';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    clearTimeout(timer);
  }
}
