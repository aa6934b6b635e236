import type {
  DeadLetterGroup,
  DecisionOutcome,
  Handler,
  Queue,
  RecordedDecision,
  WholeDeadLetter,
} from '@decouple/management-client';
import type {
  DeadLetterGroupDto,
  DecisionDto,
  DecisionOutcomeDto,
  HandlerDto,
  QueueDto,
  WholeDeadLetterDto,
} from '@decouple/messaging-management';

/** What the services send is what their client says that it reads: where they part, this does not compile. */
const READ_AS_SENT = {
  letter: (sent: WholeDeadLetterDto): WholeDeadLetter => sent,
  group: (sent: DeadLetterGroupDto): DeadLetterGroup => sent,
  outcome: (sent: DecisionOutcomeDto): DecisionOutcome => sent,
  decision: (sent: DecisionDto): RecordedDecision => sent,
  handler: (sent: HandlerDto): Handler => sent,
  queue: (sent: QueueDto): Queue => sent,
};

describe('the documents of the management APIs', () => {
  it.each(Object.entries(READ_AS_SENT))('are read as they are sent (%s)', (_name, read: (sent: never) => unknown) => {
    const sent = {} as never;

    expect(read(sent)).toBe(sent);
  });
});
