import type { Audit, DeadLetterAdmin, DeliveryStore } from '@decouple/messaging-core';

/** A service's store with what its operators work on. */
export interface ManagedStore extends DeliveryStore {
  readonly deadLetterAdmin: DeadLetterAdmin;
  /** What else records the decisions of operators; housekeeping keeps it as long as those on dead letters. */
  readonly audits?: readonly Audit[];
  /** The clock that stamps the rows of the store. */
  readonly now: () => Promise<Date>;
}
