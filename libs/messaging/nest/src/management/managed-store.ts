import type { DeadLetterAdmin } from '@decouple/messaging-core';
import type { DeliveryStore } from '../delivery';

/** A service's store with what its operators work on. */
export interface ManagedStore extends DeliveryStore {
  readonly deadLetterAdmin: DeadLetterAdmin;
  /** The clock that stamps the rows of the store. */
  readonly now: () => Promise<Date>;
}
