import { Controller, Get, Inject, ServiceUnavailableException } from '@nestjs/common';
import { Open } from './access/decorators.js';
import { type HealthCheck, Readiness } from './readiness.js';

export const HEALTH_CHECKS = Symbol('health checks');

@Open()
@Controller()
export class HealthController {
  private readonly readiness: Readiness;

  constructor(@Inject(HEALTH_CHECKS) checks: HealthCheck[]) {
    this.readiness = new Readiness(checks);
  }

  /** The process is alive; it says nothing of its dependencies, or a broker's restart would restart every service. */
  @Get('livez')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** No older than a second. */
  @Get('readyz')
  async ready(): Promise<{ status: string; checks: Record<string, string> }> {
    const checks = await this.readiness.outcomes();
    if (Object.values(checks).some((result) => result !== 'ok')) {
      throw new ServiceUnavailableException({ message: 'a dependency is away', checks });
    }
    return { status: 'ok', checks };
  }
}
