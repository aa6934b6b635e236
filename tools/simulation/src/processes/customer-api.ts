import { type Message, QUEUES, type SalesOutcome } from '@decouple/contracts';
import { InfrastructureError, type MessageHandler, NO_ANNOUNCEMENTS, PeriodicTask } from '@decouple/messaging-core';
import {
  AcceptPayment,
  ApplySalesOutcome,
  GetPayment,
  type OverdueRule,
  RepublishOverduePayments,
} from '@decouple/payments-domain';
import { InMemoryPaymentChangeNotifier } from '@decouple/payments-domain/in-memory';
import type { World } from '../world';
import { QueueService } from './queue-service';
import { remote } from './remote';
import type { Service } from './service';
import type { SimulatedProcess } from './simulated-process';

const RECONCILIATION_MILLISECONDS = 15_000;

export class CustomerApi implements Service {
  readonly acceptPayment: AcceptPayment;
  readonly getPayment: GetPayment;
  private readonly delivery: QueueService;
  private readonly reconciliation: PeriodicTask | undefined;

  constructor(
    readonly process: SimulatedProcess,
    private readonly world: World,
  ) {
    const { clock } = process;
    const { customerDatabase: database, customerEvents, ids, sabotage, scenario } = world;
    const payments = sabotage.payments(remote(process, database.resource, database.payments));
    const changes = new InMemoryPaymentChangeNotifier(process.timers, async (id) => database.payments.versionNow(id));
    const tell = (id: string): void => changes.notify(id);
    database.listeners.add(tell);
    process.onCrash(() => database.listeners.delete(tell));
    const nudgeRelay = (): void => this.delivery.nudgeRelay();
    this.acceptPayment = new AcceptPayment(payments, clock, ids, nudgeRelay);
    this.getPayment = new GetPayment(payments, changes);
    const applySalesOutcome = new ApplySalesOutcome(payments, process.clock);
    const carried: readonly string[] = QUEUES['payment-status'];
    const handler: MessageHandler<Message> = (message) => applySalesOutcome.execute(message as SalesOutcome);
    this.delivery = new QueueService(process, world, {
      queue: 'payment-status',
      database,
      announcer: NO_ANNOUNCEMENTS,
      handlerFor: (type) => (carried.includes(type) ? handler : undefined),
      observer: { observe: (event) => customerEvents.push(event) },
    });
    if (scenario.overdueRule !== undefined) {
      this.reconciliation = this.reconcile(scenario.overdueRule, nudgeRelay);
      this.reconciliation.start();
    }
  }

  async stop(): Promise<void> {
    await this.delivery.stop();
    await this.reconciliation?.stop();
  }

  private reconcile(rule: OverdueRule, nudgeRelay: () => void): PeriodicTask {
    const { chance, customerDatabase: database, failures, journal } = this.world;
    const { name, timers } = this.process;
    const overdue = remote(this.process, database.resource, database.overdue);
    const republish = new RepublishOverduePayments(overdue, rule, nudgeRelay);
    return new PeriodicTask({
      intervalMilliseconds: RECONCILIATION_MILLISECONDS,
      run: async () => {
        for (const { requestId, why } of await republish.execute()) {
          journal.note(name, `tells sales again of ${requestId}: ${why}`);
        }
      },
      onFailure: (error) => {
        journal.note(name, `cannot look for overdue payments: ${String(error)}`);
        if (!(error instanceof InfrastructureError)) failures.push(`${name}: ${String(error)}`);
      },
      timers,
      randomness: chance.randomness,
    });
  }
}
