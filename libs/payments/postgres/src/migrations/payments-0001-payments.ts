import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Payments0001Payments implements MigrationInterface {
  readonly name = 'payments-payments-0000000001001';

  /**
   * `outcome` is what sales has said last; until then a payment is accepted, or queued when `queued_at` is set. The two
   * are columns of their own because marking a payment as queued happens to every payment and must be cheap: no index
   * has `queued_at`, so PostgreSQL writes the new version of the row beside the old one and touches no index (HOT). That
   * takes room in the page, for a whole batch of rows at once: the half that inserts leave free. It is not wasted, for a
   * row grows to about twice its size when its timeline is written. `outcome` is in the predicate of an index, and
   * changes once or twice.
   *
   * `timeline` is null until sales has said something: till then the other columns tell the same.
   * Keys are compared bytewise (`collate "C"`): faster, and an index survives an upgrade of the system's collations.
   */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table payments (
        id uuid primary key,
        client_id text collate "C" not null,
        idempotency_key text collate "C" not null,
        policy_number text collate "C" not null,
        customer_id text not null,
        billing_period text not null check (billing_period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
        amount_minor bigint not null check (amount_minor > 0),
        currency text not null check (currency ~ '^[A-Z]{3}$'),
        method_type text not null,
        method_token text not null,
        accepted_at timestamptz not null,
        queued_at timestamptz,
        outcome text check (outcome in ('delayed', 'recorded', 'rejected', 'parked')),
        outcome_at timestamptz,
        reason_code text,
        reason_detail text,
        attempt integer check (attempt > 0),
        next_attempt_at timestamptz,
        timeline jsonb,
        version integer not null check (version > 0),
        constraint payments_idempotency_key unique (client_id, idempotency_key),
        constraint payments_outcome_has_time check (outcome is null or outcome_at is not null),
        constraint payments_reason_is_whole check ((reason_code is null) = (reason_detail is null)),
        constraint payments_rejection_has_reason check (outcome <> 'rejected' or reason_code is not null)
      ) with (fillfactor = 50)
    `);
    await runner.query(`create index payments_of_client on payments (client_id, id desc)`);
    await runner.query(`create index payments_of_policy on payments (client_id, policy_number, id desc)`);
    // What reconciliation looks through: it stays small however many payments there are.
    await runner.query(`
      create index payments_not_final on payments (accepted_at)
      where outcome is null or outcome in ('delayed', 'parked')
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
