import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Messaging0002DeadLetters implements MigrationInterface {
  readonly name = 'messaging-dead-letters-0000000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table dead_letters (
        dead_letter_id bigint generated always as identity primary key,
        queue text collate "C" not null,
        source text collate "C" not null,
        message_id text collate "C" not null,
        type text,
        body text not null,
        reason_code text not null,
        error_class text not null,
        error_message text not null,
        error_stack text,
        attempts integer not null check (attempts >= 0),
        traceparent text,
        first_seen_at timestamptz not null default now(),
        last_seen_at timestamptz not null default now(),
        constraint dead_letters_message unique (source, message_id, queue)
      )
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
