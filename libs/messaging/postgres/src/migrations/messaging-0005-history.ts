import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Messaging0005History implements MigrationInterface {
  readonly name = 'messaging-history-0000000000005';

  /**
   * After a bad day there are a million dead letters, and operators look at them by what they have in common. The first
   * index answers how many there are of which kind without a look at the letters, which have bodies and stacks; the
   * others find a kind, or a message, in the order of filing. Housekeeping finds old decisions by their time.
   */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index dead_letters_kinds on dead_letters (queue, type, reason_code) include (first_seen_at, last_seen_at)
    `);
    await runner.query(`create index dead_letters_reason on dead_letters (reason_code, dead_letter_id)`);
    await runner.query(`create index dead_letters_message_id on dead_letters (message_id)`);
    await runner.query(`create index dead_letter_decisions_decided on dead_letter_decisions (decided_at)`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
