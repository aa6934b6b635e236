import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Payments0003OutcomeSequence implements MigrationInterface {
  readonly name = 'payments-outcome-sequence-0000000001003';

  /** Orders what sales announces of a payment. Null until something was announced with a sequence. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table payments add column outcome_sequence bigint check (outcome_sequence > 0)');
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
