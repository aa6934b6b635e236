import type { MessageKey } from '@decouple/messaging-core';
import type { EntityManager } from 'typeorm';
import { storableText } from '../text/storable-text';

const FORGET_ATTEMPTS = `
  delete from delivery_attempts where source = $1::text and message_id = $2::text
`;

export async function forgetAttempts(manager: EntityManager, { source, id }: MessageKey): Promise<void> {
  await manager.query(FORGET_ATTEMPTS, [storableText(source), storableText(id)]);
}
