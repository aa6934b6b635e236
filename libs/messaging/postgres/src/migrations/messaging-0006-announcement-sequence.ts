import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Messaging0006AnnouncementSequence implements MigrationInterface {
  readonly name = 'messaging-announcement-sequence-0000000000006';

  /**
   * Orders announcements about a message. Not the numbers of the outbox any more: these are raised to the clock after a
   * restore, and the outbox looks for late entries by going through its numbers, which must not have such gaps.
   */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create sequence announcement_sequence as bigint');
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
