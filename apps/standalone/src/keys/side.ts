import type { KeyList, KeyView, MintedKeyView } from '#apps/publish';
import type { Scope } from '#libs/contracts';

/** What can be done with keys: by way of the API, or on the store itself. */
export interface KeysSide {
  create(request: { name: string; scopes: Scope[]; expiresAt?: string }): Promise<MintedKeyView>;
  list(): Promise<KeyList>;
  rotate(id: string, overlapSeconds: number | undefined): Promise<MintedKeyView>;
  revoke(id: string): Promise<KeyView>;
}
