import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Payments0004Trace implements MigrationInterface {
  readonly name = 'payments-trace-0000000001004';

  /**
   * The trace that the payment was accepted in. Trace ids are 16 bytes as UUIDs are, so that type holds them at half the
   * size of text. Null for payments that were accepted before.
   */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table payments add column trace_id uuid');
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
