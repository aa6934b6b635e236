export type PaymentStatus = 'accepted' | 'queued' | 'recorded' | 'rejected' | 'delayed' | 'parked';

export interface Money {
  /** Whole number of the currency's minor units. */
  readonly value: string;
  readonly currency: string;
}

export interface Reason {
  readonly code: string;
  readonly detail: string;
}

export interface TimelineEntry {
  readonly status: PaymentStatus;
  readonly at: string;
  readonly reason?: Reason;
  readonly attempt?: number;
  readonly nextAttemptAt?: string;
}

export type PaymentMethodType = 'card' | 'direct-debit' | 'wallet';

export interface Payment {
  readonly requestId: string;
  readonly status: PaymentStatus;
  readonly final: boolean;
  readonly policyNumber: string;
  readonly customerId: string;
  readonly billingPeriod: string;
  readonly amount: Money;
  readonly paymentMethod: { readonly type: string };
  readonly acceptedAt: string;
  readonly reason?: Reason;
  readonly attempt?: number;
  readonly nextAttemptAt?: string;
  readonly timeline: readonly TimelineEntry[];
}

export interface PaymentOrder {
  readonly policyNumber: string;
  readonly customerId: string;
  readonly billingPeriod: string;
  readonly amount: Money;
  readonly paymentMethod: { readonly type: PaymentMethodType; readonly token: string };
}

/** How news of a payment come: pushed by the service, asked for, or not at all at this moment. */
export type Connection = 'live' | 'polling' | 'lost';

export interface PaymentFollower {
  onPayment(payment: Payment): void;
  onConnection(connection: Connection): void;
  /** The payment cannot be followed: there is none, or it belongs to somebody else. */
  onProblem(error: Error): void;
}

/** What the pay page needs of customer-api. Errors are ProblemError and UnreachableError. */
export interface PaymentsApi {
  /** One attempt, no retry: the same key pays once, however often it is sent. */
  pay(order: PaymentOrder, idempotencyKey: string): Promise<Payment>;
  find(requestId: string): Promise<Payment>;
  /** Newest first. */
  latest(limit: number): Promise<readonly Payment[]>;
  /** Tells the payment as it is and at every change, until it is final. @returns ends it */
  follow(requestId: string, follower: PaymentFollower): () => void;
}
