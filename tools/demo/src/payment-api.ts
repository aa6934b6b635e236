import { OutcomePendingError, type PaymentRequest, PaymentsClient, ProblemError } from '@decouple/client';
import { billingPeriod, type PaymentRow } from './payment-row';

/** The final outcome of a row. */
export interface RowOutcome {
  readonly row: PaymentRow;
  readonly requestId: string | undefined;
  /** In the terms of `PaymentRow.expected`. */
  readonly outcome: string;
}

interface Accepted {
  readonly row: PaymentRow;
  readonly requestId: string;
  readonly replayed: boolean;
}

/** Long enough for a slow machine; usually the sample is final within 2 s. */
const FINAL_WITHIN_MILLISECONDS = 120_000;

/** The public API of customer-api, as any client sees it. */
export class PaymentApi {
  private readonly client: PaymentsClient;

  constructor(
    private readonly baseUrl: string,
    private readonly today: Date,
  ) {
    this.client = new PaymentsClient({ baseUrl });
  }

  /** Sends a row. Returns the request id, or the outcome when the API refuses it. */
  async submit(row: PaymentRow): Promise<Accepted | RowOutcome> {
    const { idempotencyKey } = row;
    if (idempotencyKey === '') return this.submitWithoutKey(row);
    try {
      const { replayed, requestId } = await this.client.pay(this.requestOf(row), { idempotencyKey });
      return { row, requestId, replayed };
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      return { row, requestId: undefined, outcome: error.code };
    }
  }

  /** Waits until the status of a request id is final. */
  async follow({ replayed, requestId, row }: Accepted): Promise<RowOutcome> {
    try {
      const options = { timeoutMs: FINAL_WITHIN_MILLISECONDS };
      const { reason, status } = await this.client.waitForOutcome(requestId, options);
      const outcome = status === 'rejected' ? (reason?.code ?? status) : status;
      return { row, requestId, outcome: replayed && status === 'recorded' ? 'replayed' : outcome };
    } catch (error) {
      if (!(error instanceof OutcomePendingError)) throw error;
      throw new Error(`${error.message} It should be, after ${FINAL_WITHIN_MILLISECONDS / 1_000} seconds.`, {
        cause: error,
      });
    }
  }

  /** The client always creates a key, so a request without one needs a raw call. */
  private async submitWithoutKey(row: PaymentRow): Promise<RowOutcome> {
    const response = await fetch(`${this.baseUrl}/v1/payments`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(this.requestOf(row)),
    });
    const { requestId, type } = (await response.json()) as { readonly requestId?: string; readonly type?: string };
    return { row, requestId, outcome: type?.split('/').at(-1) ?? String(response.status) };
  }

  private requestOf(row: PaymentRow): PaymentRequest {
    return {
      policyNumber: row.policyNumber,
      customerId: row.customerId,
      billingPeriod: billingPeriod(row, this.today),
      amount: { value: row.amount, currency: row.currency },
      // The sample contains invalid ones, to show the API's response.
      paymentMethod: { type: row.method as PaymentRequest['paymentMethod']['type'], token: row.token },
    };
  }
}
