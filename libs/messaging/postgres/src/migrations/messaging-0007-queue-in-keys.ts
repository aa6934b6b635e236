import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Messaging0007QueueInKeys implements MigrationInterface {
  readonly name = 'messaging-queue-in-keys-0000000000007';

  /**
   * One message may go to two queues, and each queue counts its own attempts. Existing counts keep the queue '': they have
   * none, and are carried on by the first failure that is counted with a queue.
   *
   * The previous version beside this one stores business data with new messages, and publishes. Its `on conflict (source,
   * message_id)` no longer has an index (42P10), so it can announce nothing else and count no failure: consumers of that
   * version return such messages to the queue, unharmed, until they are replaced.
   */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table outbox alter column queue type text collate "C"`);
    await runner.query(`
      alter table outbox
        drop constraint outbox_message,
        add constraint outbox_message unique (source, message_id, queue)
    `);
    await runner.query(`
      alter table delivery_attempts
        add column queue text collate "C" not null default '',
        drop constraint delivery_attempts_pkey,
        add primary key (source, message_id, queue)
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
