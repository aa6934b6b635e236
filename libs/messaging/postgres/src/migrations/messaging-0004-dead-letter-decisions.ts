import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Messaging0004DeadLetterDecisions implements MigrationInterface {
  readonly name = 'messaging-dead-letter-decisions-0000000000004';

  /** The letters themselves are gone after a decision: what names them is kept here, never a body. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table dead_letter_decisions (
        decision_id bigint generated always as identity primary key,
        action text not null check (action in ('redrive', 'discard')),
        operator text not null,
        reason text not null,
        letters integer not null check (letters >= 0),
        skipped integer not null check (skipped >= 0),
        decided jsonb not null,
        decided_at timestamptz not null default now()
      )
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
