import type { MessageKey } from '@decouple/messaging-core';
import type { Session } from '../connection/session';
import { storableText } from '../text/storable-text';

const FORGET_ATTEMPTS = `
  delete from delivery_attempts where source = $1::text and message_id = $2::text
`;

export async function forgetAttempts(session: Session, { source, id }: MessageKey): Promise<void> {
  await session.query(FORGET_ATTEMPTS, [storableText(source), storableText(id)]);
}
