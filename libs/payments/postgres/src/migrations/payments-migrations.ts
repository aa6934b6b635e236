import { messagingMigrations } from '@decouple/messaging-postgres';
import type { MigrationInterface } from 'typeorm';
import { Payments0001Payments } from './payments-0001-payments';
import { Payments0002Reemissions } from './payments-0002-reemissions';
import { Payments0003OutcomeSequence } from './payments-0003-outcome-sequence';
import { Payments0004Trace } from './payments-0004-trace';
import { Payments0005AscendingLists } from './payments-0005-ascending-lists';
import { Payments0006Repairs } from './payments-0006-repairs';

/** Everything that the customer database consists of. */
export const paymentsMigrations: readonly (new () => MigrationInterface)[] = [
  ...messagingMigrations,
  Payments0001Payments,
  Payments0002Reemissions,
  Payments0003OutcomeSequence,
  Payments0004Trace,
  Payments0005AscendingLists,
  Payments0006Repairs,
];
