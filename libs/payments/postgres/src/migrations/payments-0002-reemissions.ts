import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Payments0002Reemissions implements MigrationInterface {
  readonly name = 'payments-reemissions-0000000001002';

  /** How often a payment was told to sales again, and when last. No index has them, so noting it stays cheap. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table payments
        add column reemissions integer not null default 0 check (reemissions >= 0),
        add column reemitted_at timestamptz
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
