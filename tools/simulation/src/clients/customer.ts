import { InfrastructureError } from '@decouple/messaging-core';
import { IdempotencyKeyReusedError, isFinal, type PaymentOrder } from '@decouple/payments-domain';
import type { PlannedPayment } from '../scenario/planned-payment';
import type { World } from '../world';
import { type Gateway, NoAnswerError } from './gateway';
import type { Promises } from './promises';

const RETRY_MILLISECONDS = { least: 200, most: 8_000 };
const POLL_MILLISECONDS = { least: 1_000, most: 20_000 };
const LONG_POLL_MILLISECONDS = 5_000;
const MAX_POLLS = 12;

/** A client with one payment: repeats the request until it gets a response, then follows the payment for a while. */
export class Customer {
  private readonly name: string;

  constructor(
    private readonly plan: PlannedPayment,
    private readonly world: World,
    private readonly gateway: Gateway,
    private readonly promises: Promises,
  ) {
    this.name = plan.order.customerId;
  }

  async run(): Promise<void> {
    const { order, otherOrder, repeats, startsAfterMilliseconds } = this.plan;
    await this.world.timers.sleep(startsAfterMilliseconds);
    const requestId = await this.submit(order);
    if (requestId === undefined) return;
    if (repeats) await this.submit(order);
    if (otherOrder !== undefined) await this.reuseKey(otherOrder);
    await this.follow(requestId);
  }

  /** Undefined when it gave up: nothing was promised to it. */
  private async submit(order: PaymentOrder): Promise<string | undefined> {
    for (let tries = 0; tries < this.plan.maxTries; tries += 1) {
      const answer = await this.attempt(() => this.send(order));
      if (answer !== undefined) return answer;
      await this.pause(RETRY_MILLISECONDS);
    }
    this.world.journal.note(this.name, 'gives up');
    return undefined;
  }

  private async send(order: PaymentOrder): Promise<string> {
    const { clientId, idempotencyKey } = this.plan;
    const { payment, replayed } = await this.gateway.request(this.name, (api) =>
      api.acceptPayment.execute({ clientId, idempotencyKey, order, trace: {} }),
    );
    this.world.journal.note(this.name, `gets 202 for ${payment.id}${replayed ? ', again' : ''}`);
    this.promises.accepted({ requestId: payment.id, clientId, idempotencyKey, order });
    return payment.id;
  }

  private async reuseKey(order: PaymentOrder): Promise<void> {
    try {
      await this.attempt(() => this.send(order));
    } catch (error) {
      if (!(error instanceof IdempotencyKeyReusedError)) throw error;
      this.world.journal.note(this.name, 'is refused: the key stands for another order');
    }
  }

  private async follow(requestId: string): Promise<void> {
    const { clientId } = this.plan;
    const wait = this.world.chance.happens(0.3) ? { milliseconds: LONG_POLL_MILLISECONDS } : undefined;
    const { signal } = new AbortController();
    for (let polls = 0; polls < MAX_POLLS; polls += 1) {
      await this.pause(POLL_MILLISECONDS);
      const payment = await this.attempt(() =>
        this.gateway.request(this.name, (api) => api.getPayment.execute({ clientId, requestId, wait, signal })),
      );
      if (payment === undefined) continue;
      this.promises.saw(payment);
      if (!isFinal(payment)) continue;
      this.world.journal.note(this.name, `sees that ${requestId} is ${payment.state.status}`);
      return;
    }
  }

  /** Undefined for an answer that says to try again (503), or for none. */
  private async attempt<T>(action: () => Promise<T>): Promise<T | undefined> {
    try {
      return await action();
    } catch (error) {
      if (!(error instanceof NoAnswerError || error instanceof InfrastructureError)) throw error;
      this.world.journal.note(this.name, `gets no answer: ${error.message}`);
      return undefined;
    }
  }

  private pause({ least, most }: { readonly least: number; readonly most: number }): Promise<void> {
    return this.world.timers.sleep(this.world.chance.integer(least, most));
  }
}
