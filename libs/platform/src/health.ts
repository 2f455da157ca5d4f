import { Controller, Get, Inject, ServiceUnavailableException } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Open } from './access/decorators.js';

/** A dependency that must answer before the service is ready. `check` throws when it does not. */
export interface HealthCheck {
  name: string;
  check: () => Promise<void>;
}

export const HEALTH_CHECKS = Symbol('health checks');

/** A dependency that has not answered in this time, ms, is away: below the usual probe's time-out of 5 s. */
const CHECK_TIMEOUT_MS = 3000;

@ApiExcludeController()
@Open()
@Controller()
export class HealthController {
  constructor(@Inject(HEALTH_CHECKS) private readonly checks: HealthCheck[]) {}

  /** The process is alive; it says nothing of its dependencies, or a broker's restart would restart every service. */
  @Get('livez')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('readyz')
  async ready(): Promise<{ status: string; checks: Record<string, string> }> {
    const checks = await outcomes(this.checks);
    if (Object.values(checks).some((result) => result !== 'ok')) {
      throw new ServiceUnavailableException({ message: 'a dependency is away', checks });
    }
    return { status: 'ok', checks };
  }
}

/** `ok`, or what is wrong, by the name of the dependency. */
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
