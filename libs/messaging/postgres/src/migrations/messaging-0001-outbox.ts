import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Messaging0001Outbox implements MigrationInterface {
  readonly name = 'messaging-outbox-0000000000001';

  /**
   * Rows live for milliseconds, or for as long as the broker is down: the table is empty or has millions of rows.
   * Keys are compared bytewise (`collate "C"`): faster, and an index survives an upgrade of the system's collations.
   *
   * Vacuum by a fixed number of dead rows, not by a share of the table: every sent message is a dead row that the next
   * claim would step over, and a share of an empty table triggers at every turn while a share of a full one never does.
   * Without its cost delay, because it must be faster than the relay. The free 10 % of each page is for rescheduling.
   */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table outbox (
        entry_id bigint generated always as identity primary key,
        queue text not null,
        source text collate "C" not null,
        message_id text collate "C" not null,
        type text not null,
        body text not null,
        attempts integer not null default 0 check (attempts >= 0),
        last_error text,
        due_at timestamptz not null default now(),
        stored_at timestamptz not null default now(),
        constraint outbox_message unique (source, message_id)
      ) with (
        fillfactor = 90,
        autovacuum_vacuum_scale_factor = 0,
        autovacuum_vacuum_threshold = 10000,
        autovacuum_vacuum_cost_delay = 0,
        autovacuum_analyze_scale_factor = 0,
        autovacuum_analyze_threshold = 50000
      )
    `);
    await runner.query(`create index outbox_due on outbox (due_at, entry_id)`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
