import type { MigrationInterface } from 'typeorm';
import { Messaging0001Outbox } from './messaging-0001-outbox';
import { Messaging0002DeadLetters } from './messaging-0002-dead-letters';
import { Messaging0003DeliveryAttempts } from './messaging-0003-delivery-attempts';
import { Messaging0004DeadLetterDecisions } from './messaging-0004-dead-letter-decisions';
import { Messaging0005History } from './messaging-0005-history';
import { Messaging0006AnnouncementSequence } from './messaging-0006-announcement-sequence';
import { Messaging0007QueueInKeys } from './messaging-0007-queue-in-keys';
import { Messaging0008MessageGroup } from './messaging-0008-message-group';

/** The tables of messaging. Every service's database has them beside its own. */
export const messagingMigrations: readonly (new () => MigrationInterface)[] = [
  Messaging0001Outbox,
  Messaging0002DeadLetters,
  Messaging0003DeliveryAttempts,
  Messaging0004DeadLetterDecisions,
  Messaging0005History,
  Messaging0006AnnouncementSequence,
  Messaging0007QueueInKeys,
  Messaging0008MessageGroup,
];
