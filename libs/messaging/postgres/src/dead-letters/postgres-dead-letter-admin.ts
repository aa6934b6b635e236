import type {
  DeadLetterDecision,
  DeadLetterFilter,
  DeadLetterGroup,
  DeadLetterAdmin,
  DecisionResult,
  DeadLetterRecord,
  RecordedDecision,
} from '@decouple/messaging-core';
import type { DataSource } from 'typeorm';
import { nextSequences } from '../tables/next-sequences';
import { Database } from '../connection/database';
import { insertOutboxMessages } from '../tables/insert-outbox-messages';
import { deleteDeadLetters, groupDeadLetters, listDeadLetters, lockDeadLetters } from './dead-letters.sql';
import { deleteDecisionsOlderThan, insertDecision, listDecisions } from './decisions.sql';
import { insertRedrivenMessages } from './insert-redriven-messages';

/** Decides on dead letters in the database that also holds the outbox. */
export class PostgresDeadLetterAdmin implements DeadLetterAdmin {
  private readonly database: Database;

  constructor(dataSource: DataSource, options: { readonly resource: string }) {
    this.database = new Database(dataSource, options.resource);
  }

  async list(
    filter: DeadLetterFilter,
    page: { readonly after?: string | undefined; readonly limit: number },
  ): Promise<readonly DeadLetterRecord[]> {
    return listDeadLetters(this.database, filter, page);
  }

  async groups(filter: DeadLetterFilter): Promise<readonly DeadLetterGroup[]> {
    return groupDeadLetters(this.database, filter);
  }

  async decide(filter: DeadLetterFilter, decision: DeadLetterDecision): Promise<DecisionResult> {
    return this.database.transaction(async (transaction) => {
      const meant = await lockDeadLetters(transaction, filter, decision.limit);
      const deadLetterIds = meant.map(({ deadLetterId }) => deadLetterId);
      if (decision.action === 'redrive') {
        await insertRedrivenMessages(transaction, deadLetterIds, decision.secondsApart);
        const sequences = await nextSequences(transaction, meant.length);
        const announcements = meant.flatMap((deadLetter, place) =>
          decision.announce(deadLetter, sequences[place] ?? 0),
        );
        await insertOutboxMessages(transaction, announcements);
      }
      await deleteDeadLetters(transaction, deadLetterIds);
      const result = { letters: meant.length, skipped: 0 };
      await insertDecision(transaction, { ...result, decision, decided: meant });
      return result;
    });
  }

  async decisions(limit: number): Promise<readonly RecordedDecision[]> {
    return listDecisions(this.database, limit);
  }

  async deleteDecisionsOlderThan(moment: Date, limit: number): Promise<number> {
    return deleteDecisionsOlderThan(this.database, moment, limit);
  }
}
