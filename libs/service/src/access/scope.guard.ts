import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { allows, type Scope } from '#libs/contracts';
import { OPEN_KEY, ProblemException, principalOf, SCOPE_KEY } from '#libs/platform';

const reflector = new Reflector();
const placesOf = (context: ExecutionContext): Parameters<Reflector['getAllAndOverride']>[1] => [
  context.getHandler(),
  context.getClass(),
];

/** The scope that a route asks for: what its decorator says, else `read` for GET and `admin` for the rest. */
export function neededScope(context: ExecutionContext): Scope {
  const { method } = context.switchToHttp().getRequest<Request>();
  const isRead = method === 'GET' || method === 'HEAD';
  const said = reflector.getAllAndOverride<Scope | undefined>(SCOPE_KEY, placesOf(context));
  return said ?? (isRead ? 'read' : 'admin');
}

/** Lets no request to a route that its key has no scope for. Stands before every route, whoever adds it. */
export class ScopeGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    if (reflector.getAllAndOverride<boolean | undefined>(OPEN_KEY, placesOf(context)) === true) return true;
    const principal = principalOf(context.switchToHttp().getRequest<Request>());
    // The door has refused these already; a route under an open path that forgot to be protected ends here.
    if (principal === undefined) throw new ProblemException(401, 'key-missing', 'this needs a key');
    const needed = neededScope(context);
    if (allows(principal.scopes, needed)) return true;
    const { id, name, scopes } = principal;
    const text =
      `this needs the scope ${needed}; the key ${name ?? ''} (${id}) has ${scopes.join(', ')}. Use another key, or have one ` +
      `made with: babelwire keys create --scope ${needed}`;
    throw new ProblemException(403, 'scope-missing', text);
  }
}
