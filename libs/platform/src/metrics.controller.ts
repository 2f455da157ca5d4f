import { Controller, Get, Header, Headers, Inject } from '@nestjs/common';
import { Metrics, SCRAPE_TIMEOUT } from './metrics.js';

@Controller()
export class MetricsController {
  constructor(@Inject(Metrics) private readonly metrics: Metrics) {}

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  scrape(@Headers(SCRAPE_TIMEOUT) timeout?: string): Promise<string> {
    return this.metrics.scrape(timeout);
  }
}
