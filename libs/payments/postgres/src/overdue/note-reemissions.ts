import type { EntityManager } from 'typeorm';

const NOTE_REEMISSIONS = `
  update payments
  set reemissions = payments.reemissions + 1, reemitted_at = $2::timestamptz
  where payments.id = any($1::uuid[])
`;

export async function noteReemissions(manager: EntityManager, ids: readonly string[], at: Date): Promise<void> {
  await manager.query(NOTE_REEMISSIONS, [ids, at.toISOString()]);
}
