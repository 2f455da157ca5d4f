import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { HealthController, MetricsController } from '#libs/platform';

/** The outermost module of an application, put together where the application starts. */
@Module({})
export class RootModule {
  static of(...imports: (Type | DynamicModule)[]): DynamicModule {
    return { module: RootModule, imports };
  }

  /** With `/livez`, `/readyz` and `/metrics`: needs HEALTH_CHECKS and Metrics. */
  static withHealth(...imports: (Type | DynamicModule)[]): DynamicModule {
    return { ...RootModule.of(...imports), controllers: [HealthController, MetricsController] };
  }
}
