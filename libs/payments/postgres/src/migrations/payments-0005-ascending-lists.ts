import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Payments0005AscendingLists implements MigrationInterface {
  readonly name = 'payments-ascending-lists-0000000001005';

  /**
   * Ids grow with time. In an index that descends, each new one goes before all others of its client, which PostgreSQL
   * takes for a place like any other: it looks for it from the root, and splits full pages in halves. In one that ascends
   * it goes to the end, which is known, and pages stay full. Lists are read backwards, which costs the same.
   */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index payments_of_client`);
    await runner.query(`drop index payments_of_policy`);
    await runner.query(`create index payments_of_client on payments (client_id, id)`);
    await runner.query(`create index payments_of_policy on payments (client_id, policy_number, id)`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
