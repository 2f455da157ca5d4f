import type { Scope } from '#libs/contracts';

/** Who a request comes from. */
export interface Principal {
  /** Id of the key; `environment` for API_KEY; `local` where no key is asked for on loopback, `anyone` anywhere. */
  id: string;
  /** Name of the key. */
  name?: string;
  scopes: readonly Scope[];
}

/** Beside the request and not on it: nothing that a client sends can end up there. */
const principals = new WeakMap<object, Principal>();

export const principalOf = (request: object): Principal | undefined => principals.get(request);

export function setPrincipal(request: object, principal: Principal): void {
  principals.set(request, principal);
}
