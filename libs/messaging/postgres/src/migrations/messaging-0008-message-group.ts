import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Messaging0008MessageGroup implements MigrationInterface {
  readonly name = 'messaging-message-group-0000000000008';

  /** The group of a message on a fair queue. The previous version ignores it, and sends the message without. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table outbox add column group_id text');
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
