import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Payments0006Repairs implements MigrationInterface {
  readonly name = 'payments-repairs-0000000001006';

  /**
   * The audit of repairs after a restore: a row for each request of an operator. `last_due_at` is when the last of its
   * messages is due; the next repair starts after it, so that several are no faster than one.
   */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table payment_repairs (
        repair_id bigint generated always as identity primary key,
        action text not null check (action in ('resend', 'rebuild')),
        operator text not null,
        reason text not null,
        repaired jsonb not null,
        skipped jsonb not null,
        last_due_at timestamptz,
        repaired_at timestamptz not null default now()
      )
    `);
    await runner.query(`create index payment_repairs_last_due on payment_repairs (last_due_at)`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
