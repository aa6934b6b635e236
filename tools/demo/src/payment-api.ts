import { billingPeriod, type PaymentRow } from './payment-row';

/** What became of a row in the end. */
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

interface PaymentStatusBody {
  readonly requestId: string;
  readonly status: string;
  readonly final: boolean;
  readonly reason?: { readonly code: string };
}

const POLL_WAIT_SECONDS = 10;
/** Long enough for a slow machine; the sample is final within a second or two on a usual one. */
const FINAL_WITHIN_MILLISECONDS = 120_000;

/** The public API of customer-api, as any client sees it. */
export class PaymentApi {
  constructor(
    private readonly baseUrl: string,
    private readonly today: Date,
  ) {}

  /** Sends a row; gives the request id, or the outcome when the API refuses it. */
  async submit(row: PaymentRow): Promise<Accepted | RowOutcome> {
    const response = await fetch(`${this.baseUrl}/v1/payments`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(row.idempotencyKey === '' ? {} : { 'idempotency-key': `"${row.idempotencyKey}"` }),
      },
      body: JSON.stringify({
        policyNumber: row.policyNumber,
        customerId: row.customerId,
        billingPeriod: billingPeriod(row, this.today),
        amount: { value: row.amount, currency: row.currency },
        paymentMethod: { type: row.method, token: row.token },
      }),
    });
    if (response.status === 202) {
      const { requestId } = (await response.json()) as PaymentStatusBody;
      return { row, requestId, replayed: response.headers.get('idempotency-replayed') === 'true' };
    }
    const { type } = (await response.json()) as { type: string };
    return { row, requestId: undefined, outcome: type.split('/').at(-1) ?? type };
  }

  /** Polls a request id until its status is final. */
  async follow({ replayed, requestId, row }: Accepted): Promise<RowOutcome> {
    const deadline = Date.now() + FINAL_WITHIN_MILLISECONDS;
    let etag = '';
    while (Date.now() < deadline) {
      const response = await fetch(`${this.baseUrl}/v1/payments/${requestId}`, {
        headers: { prefer: `wait=${POLL_WAIT_SECONDS}`, 'if-none-match': etag },
      });
      if (response.status === 304) continue;
      if (!response.ok) throw new Error(`The status of ${requestId} cannot be read: HTTP ${response.status}.`);
      etag = response.headers.get('etag') ?? '';
      const { final, reason, status } = (await response.json()) as PaymentStatusBody;
      if (!final) continue;
      const outcome = status === 'rejected' ? (reason?.code ?? status) : status;
      return { row, requestId, outcome: replayed && status === 'recorded' ? 'replayed' : outcome };
    }
    throw new Error(`The payment ${requestId} is not final after ${FINAL_WITHIN_MILLISECONDS / 1_000} seconds.`);
  }
}
