import type { SQSClientConfig } from '@aws-sdk/client-sqs';
import type { RetryBudget } from './retry-budget';
import { classifySqsFailure } from './sqs-failure';

type Strategy = Extract<NonNullable<SQSClientConfig['retryStrategy']>, { acquireInitialRetryToken: unknown }>;
type Token = Awaited<ReturnType<Strategy['acquireInitialRetryToken']>>;
type Refusal = Parameters<Strategy['refreshRetryTokenForRetry']>[1];

/** Before the first retry; each further one waits twice as long. */
const BASE_DELAY_MILLISECONDS = 100;

/**
 * When the SDK may repeat a call: as long as the client's budget lasts, and never after a timeout, because the call may
 * have had its effect and a slow service gets slower by being asked twice.
 */
export class BudgetedRetryStrategy implements Strategy {
  constructor(
    private readonly budget: RetryBudget,
    private readonly maxAttempts: number,
  ) {}

  async acquireInitialRetryToken(): Promise<Token> {
    return tokenOf(0);
  }

  /** @throws Error when the call must not be repeated; the SDK then throws the error of the call */
  async refreshRetryTokenForRetry(token: Token, refusal: Refusal): Promise<Token> {
    const retries = token.getRetryCount() + 1;
    const mayHelp = refusal.errorType !== 'CLIENT_ERROR' && classifySqsFailure(refusal.error).kind !== 'timed-out';
    if (retries >= this.maxAttempts || !mayHelp || !this.budget.withdraw()) throw new Error('Not to be repeated.');
    return tokenOf(retries);
  }

  recordSuccess(): void {
    this.budget.refund();
  }
}

function tokenOf(retries: number): Token {
  const delay = retries === 0 ? 0 : BASE_DELAY_MILLISECONDS * 2 ** (retries - 1);
  return { getRetryCount: () => retries, getRetryDelay: () => delay };
}
