import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Sales0001Ledger implements MigrationInterface {
  readonly name = 'sales-ledger-0000000002001';

  /**
   * The constraints are the ledger's promises, so that no race between processes can break them: one entry per payment,
   * one recorded payment per policy and month, one currency per policy.
   *
   * Entries are never changed: their pages are filled. Totals are few and changed by every group: nearly empty pages
   * keep the versions of a total beside it, and vacuum comes by often.
   * Keys are compared bytewise (`collate "C"`): faster, and an index survives an upgrade of the system's collations.
   */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table ledger_entries (
        payment_id uuid primary key,
        policy_number text collate "C" not null,
        customer_id text not null,
        billing_period text collate "C" not null check (billing_period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
        amount_minor bigint not null check (amount_minor > 0),
        currency text not null check (currency ~ '^[A-Z]{3}$'),
        method_type text not null,
        outcome text not null check (outcome in ('recorded', 'rejected')),
        reason_code text,
        reason_detail text,
        accepted_at timestamptz not null,
        decided_at timestamptz not null,
        constraint ledger_entries_rejection_has_reason
          check ((outcome = 'rejected') = (reason_code is not null) and (reason_code is null) = (reason_detail is null))
      )
    `);
    await runner.query(`
      create unique index ledger_entries_paid_once on ledger_entries (policy_number, billing_period)
      where outcome = 'recorded'
    `);
    await runner.query(`
      create table policies (
        policy_number text collate "C" primary key,
        currency text not null
      )
    `);
    await runner.query(`
      create table monthly_totals (
        billing_period text collate "C" not null,
        currency text collate "C" not null,
        payments bigint not null,
        amount_minor numeric(38, 0) not null,
        primary key (billing_period, currency)
      ) with (
        fillfactor = 10,
        autovacuum_vacuum_scale_factor = 0,
        autovacuum_vacuum_threshold = 1000,
        autovacuum_vacuum_cost_delay = 0
      )
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
