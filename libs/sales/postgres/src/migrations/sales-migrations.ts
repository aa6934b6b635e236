import { messagingMigrations } from '@decouple/messaging-postgres';
import type { MigrationInterface } from 'typeorm';
import { Sales0001Ledger } from './sales-0001-ledger';

/** Everything that the sales database consists of. */
export const salesMigrations: readonly (new () => MigrationInterface)[] = [...messagingMigrations, Sales0001Ledger];
