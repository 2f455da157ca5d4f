import { afterAll, beforeAll, beforeEach, describe } from '@jest/globals';
import type { Store } from '../src/ports.js';
import { describeAccess } from './access.js';
import { describeAcquisition } from './acquisition.js';
import { describeBookmarks } from './bookmarks.js';
import { describeFinding } from './finding.js';
import { describeSearch } from './search.js';
import { describeSideStores } from './side-stores.js';
import { describeUpserts } from './upserts.js';
import { describeWebhooks } from './webhooks.js';

export interface StoreUnderTest {
  store: Store;
  /** Removes every document. */
  empty(): Promise<void>;
  /** Closes the store and removes what it left. */
  dispose(): Promise<void>;
}

/** What every adapter of the Store port has to do. `open` gives a migrated, empty store. */
export function storeContract(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`${name} as a Store`, () => {
    let under: StoreUnderTest;
    const store = (): Store => under.store;

    beforeAll(async () => {
      under = await open();
    });
    beforeEach(() => under.empty());
    afterAll(() => under.dispose());

    describeUpserts(store);
    describeFinding(store);
    describeSideStores(store);
    describeAcquisition(store);
    describeSearch(store);
    describeBookmarks(store);
    describeWebhooks(store);
    describeAccess(store);
  });
}
