import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { MessageLog } from '#libs/messaging';
import { type HealthCheck, HEALTH_CHECKS, Metrics } from '#libs/platform';
import { Store } from '#libs/store';
import { lineMetrics } from './line-metrics.js';
import { LineMonitor } from './line-monitor.js';
import { LineStatus } from './status-view.js';
import { storeMetrics } from './store-metrics.js';

@ApiTags('line')
@Controller('v1/status')
export class StatusController {
  private readonly monitor: LineMonitor;

  constructor(
    @Inject(MessageLog) log: MessageLog,
    @Inject(HEALTH_CHECKS) checks: HealthCheck[],
    @Inject(Metrics) metrics: Metrics,
    @Inject(Store) store: Store,
  ) {
    this.monitor = new LineMonitor(log, checks, () => store.space());
    lineMetrics(metrics, log, this.monitor);
    storeMetrics(metrics, store);
  }

  @Get()
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'How the line does: what each stage has before it, how fast it goes, what it could not handle',
    description:
      'Measured once a second at most, and no older than three, by what the log says of every service. 200 also when something is wrong.',
  })
  @ApiOkResponse({ type: LineStatus })
  status(): Promise<LineStatus> {
    return this.monitor.status();
  }
}
