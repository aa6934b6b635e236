import type { Envelope } from '../message/envelope';
import type { Disposition, ReceivedMessage } from '../message/received-message';
import type { OutageBreaker } from '../outage/outage-breaker';
import { Admission, type AdmissionDeps } from './admission';
import { ACKNOWLEDGE, FailureHandling, type FailureHandlingDeps } from './failure-handling';
import { HandleMessage, type HandleMessageDeps } from './handle-message';

export interface MessageDispatcherDeps<M extends Envelope>
  extends AdmissionDeps, HandleMessageDeps<M>, FailureHandlingDeps<M> {
  readonly breaker: OutageBreaker;
}

/** Turns each received message into a disposition: admits it, hands it to its handler and deals with its failure. */
export class MessageDispatcher<M extends Envelope> {
  private readonly admission: Admission;
  private readonly handling: HandleMessage<M>;
  private readonly failures: FailureHandling<M>;

  constructor(deps: MessageDispatcherDeps<M>) {
    this.admission = new Admission(deps);
    this.handling = new HandleMessage(deps);
    this.failures = new FailureHandling(deps);
  }

  /** Handles a batch; the messages are independent of each other. Waits while an outage lasts. Never rejects. */
  async handleBatch(batch: readonly ReceivedMessage[], signal: AbortSignal): Promise<readonly Disposition[]> {
    await this.admission.batch(batch.length, signal);
    return Promise.all(batch.map((received) => this.dispatch(received, signal)));
  }

  private async dispatch(received: ReceivedMessage, signal: AbortSignal): Promise<Disposition> {
    const leave = await this.admission.enter(signal);
    try {
      if (signal.aborted) return this.failures.giveBack(received);
      const failure = await this.handling.execute(received, signal);
      return failure === undefined ? ACKNOWLEDGE : await this.failures.dispose(received, failure, signal);
    } finally {
      leave();
    }
  }
}
