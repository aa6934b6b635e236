import type { Message } from '@decouple/contracts';
import {
  type AttemptStore,
  type CountedFailure,
  InfrastructureError,
  type MessageHandler,
  type MessagePublisher,
  PermanentError,
} from '@decouple/messaging-core';
import { ForgetfulLedger } from './forgetful-ledger';
import { FORGET_KEYS, FORGET_ORDER, FORGET_OUTCOMES, ForgetfulPaymentStore } from './forgetful-payment-store';
import { HastyBroker } from './hasty-broker';
import type { Scenario } from '../scenario/scenario';
import type { Sabotage } from './sabotage';

export interface ActOfSabotage {
  readonly what: string;
  readonly how: Partial<Sabotage>;
  /** The kind of run in which it shows; any when absent. */
  readonly under?: (scenario: Scenario) => Scenario;
  /** Name of the invariant that notices. */
  readonly breaks: string;
}

/** Mistakes that systems like this one are known for. Each leaves the rest of the system sound. */
export const ACTS_OF_SABOTAGE: readonly ActOfSabotage[] = [
  {
    what: 'messages are deleted before the work on them is committed',
    how: { broker: (broker) => new HastyBroker(broker) },
    breaks: 'every payment ends as recorded, rejected or parked',
  },
  {
    what: 'failed entries of a batch are taken for sent',
    how: { publisher: trustingPublisher },
    breaks: 'every payment ends as recorded, rejected or parked',
  },
  {
    what: 'the ledger has no key',
    how: { ledger: (ledger) => new ForgetfulLedger(ledger) },
    breaks: 'no payment is recorded twice',
  },
  {
    what: 'answers are applied whatever came before them',
    how: { payments: (payments) => new ForgetfulPaymentStore(payments, FORGET_OUTCOMES) },
    breaks: 'both services agree on every payment',
  },
  {
    what: 'announcements are applied in the order of their arrival',
    how: { payments: (payments) => new ForgetfulPaymentStore(payments, FORGET_ORDER) },
    breaks: 'a payment is parked exactly if its message is a dead letter',
  },
  {
    what: 'a copy of a message is tried again after another copy was given up',
    how: { attempts: stubbornAttempts },
    under: twoAtEveryMessage,
    breaks: 'a payment is parked exactly if its message is a dead letter',
  },
  {
    what: 'idempotency keys are ignored',
    how: { payments: (payments) => new ForgetfulPaymentStore(payments, FORGET_KEYS) },
    breaks: 'clients never see contradicting responses',
  },
  {
    what: 'outages are taken for failures of the message',
    how: { handler: blamingHandler },
    breaks: 'outages use no attempt and create no dead letter',
  },
  {
    what: 'failures of the message are taken for success',
    how: { handler: swallowingHandler },
    breaks: 'every payment ends as recorded, rejected or parked',
  },
  {
    what: 'durations are measured with the wall clock',
    how: { monotonic: (_monotonic, wall) => ({ milliseconds: () => wall.now().getTime() }) },
    under: clocksAreSet,
    breaks: 'the system comes to rest: outboxes and queues are empty',
  },
  {
    what: 'claims outlive the process that made them',
    how: { transactionHolder: () => ({ onCrash: () => () => undefined }) },
    breaks: 'the system comes to rest: outboxes and queues are empty',
  },
];

/** Workers stand still for longer than messages stay hidden, and every payment fails: copies are in several hands. */
function twoAtEveryMessage(scenario: Scenario): Scenario {
  return {
    ...scenario,
    salesWorkers: 3,
    payments: scenario.payments.map((payment) => ({ ...payment, trouble: { kind: 'always fails' } })),
    retryPolicy: { maxAttempts: 3, baseSeconds: 1, capSeconds: 1 },
    faultRates: { 'process paused': 0.08, 'slow call': 0.08, 'visibility change lost': 0.2 },
    incidents: [],
  };
}

/** Nothing else goes wrong: what stands still then, stands still because of a clock. */
function clocksAreSet(scenario: Scenario): Scenario {
  return { ...scenario, faultRates: { 'clock set': 0.05 }, incidents: [] };
}

/** Does not know about dead letters. */
function stubbornAttempts(attempts: AttemptStore): AttemptStore {
  const unaware = <F extends CountedFailure>(failure: F): F => ({ ...failure, givenUp: undefined });
  return {
    countFailure: async (key, announce = () => []) =>
      unaware(await attempts.countFailure(key, (failure) => announce(unaware(failure)))),
    deleteOlderThan: (moment, limit) => attempts.deleteOlderThan(moment, limit),
  };
}

function trustingPublisher(publisher: MessagePublisher): MessagePublisher {
  return {
    async publish(messages) {
      await publisher.publish(messages);
      return messages.map(() => ({ status: 'sent' }));
    },
  };
}

function blamingHandler(handler: MessageHandler<Message>): MessageHandler<Message> {
  return async (message, context) => {
    try {
      return await handler(message, context);
    } catch (error) {
      throw error instanceof InfrastructureError ? new Error('It failed.', { cause: error }) : error;
    }
  };
}

function swallowingHandler(handler: MessageHandler<Message>): MessageHandler<Message> {
  return async (message, context) => {
    try {
      return await handler(message, context);
    } catch (error) {
      if (error instanceof InfrastructureError || error instanceof PermanentError) throw error;
      return 'done';
    }
  };
}
