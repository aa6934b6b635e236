import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Messaging0003DeliveryAttempts implements MigrationInterface {
  readonly name = 'messaging-delivery-attempts-0000000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table delivery_attempts (
        source text collate "C" not null,
        message_id text collate "C" not null,
        failures integer not null check (failures > 0),
        last_failed_at timestamptz not null default now(),
        primary key (source, message_id)
      )
    `);
    await runner.query(`create index delivery_attempts_last_failed on delivery_attempts (last_failed_at)`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
