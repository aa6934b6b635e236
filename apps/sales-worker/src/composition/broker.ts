import { QUEUES } from '@decouple/contracts';
import { InMemoryBroker, InMemoryMessagePublisher, InMemoryMessageSource } from '@decouple/messaging-core/in-memory';
import type { QueueBroker, Surroundings } from '@decouple/messaging-nest';
import { openSqsBroker } from '@decouple/messaging-sqs';
import type { SqsSettings } from '@decouple/platform';

/** The queue that this service reads. */
export const CONSUMED_QUEUE = 'sales';

/** @param shared without SQS: the broker that the services of this process have in common; one of its own when absent */
export async function chooseBroker(
  sqs: SqsSettings | undefined,
  shared: InMemoryBroker | undefined,
  surroundings: Surroundings,
): Promise<QueueBroker> {
  if (sqs !== undefined) return openSqsBroker(sqs, { queue: CONSUMED_QUEUE, ...surroundings });
  const { clock, timers } = surroundings;
  const broker = shared ?? new InMemoryBroker(clock);
  return {
    publisher: new InMemoryMessagePublisher(broker, Object.keys(QUEUES)),
    source: new InMemoryMessageSource(CONSUMED_QUEUE, broker, clock, timers),
    modules: [],
    close: async () => undefined,
  };
}
