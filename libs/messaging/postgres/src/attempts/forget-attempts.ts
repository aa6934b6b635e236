import type { MessageKey } from '@decouple/messaging-core';
import type { Transaction } from '../connection/transaction';
import { storableText } from '../text/storable-text';

const FORGET_ATTEMPTS = `
  delete from delivery_attempts where source = $1::text and message_id = $2::text
`;

export async function forgetAttempts(transaction: Transaction, { source, id }: MessageKey): Promise<void> {
  await transaction.query(FORGET_ATTEMPTS, [storableText(source), storableText(id)]);
}
