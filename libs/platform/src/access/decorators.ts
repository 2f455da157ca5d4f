import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { Scope } from '#libs/contracts';
import { type Principal, principalOf } from './principal.js';

export const SCOPE_KEY = 'babelwire:scope';
export const OPEN_KEY = 'babelwire:open';
export const ACT_KEY = 'babelwire:act';

/**
 * The scope that a route asks for, where it is not the default: `read` for GET, `admin` for everything else. On a method
 * or a controller.
 */
export const NeedsScope = (scope: Scope): MethodDecorator & ClassDecorator => SetMetadata(SCOPE_KEY, scope);

/**
 * A route that is served without a key. It is on the list of `test/security/routes.spec.ts` as well, or that test fails;
 * and its path on OPEN_PATHS of libs/service.
 */
export const Open = (): MethodDecorator & ClassDecorator => SetMetadata(OPEN_KEY, true);

/** What the audit log calls an act with admin rights, e.g. `sources.add`; else it is the method and the route. */
export const Act = (name: string): MethodDecorator => SetMetadata(ACT_KEY, name);

/** Who asks: `@Caller() caller: Principal`. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const principal = principalOf(context.switchToHttp().getRequest<object>());
  if (principal === undefined) throw new Error('@Caller on a route that is open');
  return principal;
});
