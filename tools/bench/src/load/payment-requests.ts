/** Payments of one policy: its last month and some before it. */
const MONTHS = 12;

/** Makes payment requests, each of another policy or another month, so that sales records all of them. */
export class PaymentRequests {
  private readonly months: readonly string[];
  private made = 0;

  constructor(
    private readonly host: string,
    private readonly prefix: string,
    today: Date,
  ) {
    this.months = Array.from({ length: MONTHS }, (_, ago) => {
      return new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - ago, 1)).toISOString().slice(0, 7);
    });
  }

  /** Head and body, as they travel. */
  next(): string {
    const number = this.made;
    this.made += 1;
    const body = JSON.stringify(this.order(number));
    return (
      `POST /v1/payments HTTP/1.1\r\nHost: ${this.host}\r\nContent-Type: application/json\r\n` +
      `Idempotency-Key: "${this.prefix}-${number}"\r\nContent-Length: ${body.length}\r\n\r\n${body}`
    );
  }

  private order(number: number): object {
    const policy = Math.floor(number / MONTHS);
    return {
      policyNumber: `POL-${this.prefix.toUpperCase()}${policy}`,
      customerId: `CUST-${policy}`,
      billingPeriod: this.months[number % MONTHS],
      amount: { value: String(1_000 + (number % 9_000)), currency: 'EUR' },
      paymentMethod: { type: 'card', token: `tok_${number}` },
    };
  }
}
