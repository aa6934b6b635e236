import type { QueryConfig, QueryResult } from 'pg';
import { LogInClient, type LogInClientConfig } from './log-in-client';

export interface ForgettingClientConfig extends LogInClientConfig {
  /** How long a statement is waited for. A connection that did not answer in time is of no use any more. */
  readonly answerTimeoutMilliseconds: number;
}

/** What the driver says when its own `query_timeout` is over; `infrastructureCode` knows it. */
const TIMED_OUT = 'Query read timeout';

type Answered = (error: Error | null | undefined, result: QueryResult) => void;

/** The driver's method in the forms that are of interest here. */
export type Query = (statement: string | QueryConfig, values?: unknown, answered?: Answered) => unknown;

/**
 * A connection whose answers the young generation's collector may forget as soon as nobody needs them.
 *
 * For a promise or a timeout of its own, the driver (`pg` 8.23) assigns a function to `query.callback`. A function that is
 * written as the value of such an assignment is made in the old generation at once, by V8. There it stays until the next
 * full collection, and with it the statement, its parameters, and every row that was read. Measured in the front door:
 * 3 KB a payment, and a pause of 10 to 20 ms for every 8,000 payments. So promise and timeout are made here, of functions
 * that are handed over as arguments.
 */
export class ForgettingClient extends LogInClient {
  constructor(config: ForgettingClientConfig) {
    super(config);
    const query = this.query.bind(this) as Query;
    const forgetting: Query = (statement, values, answered) => {
      const isOwnBusiness = typeof values === 'function' || answered !== undefined || 'submit' in Object(statement);
      return isOwnBusiness
        ? query(statement, values, answered)
        : answerOf((told) => query(statement, values, told), config.answerTimeoutMilliseconds);
    };
    this.query = forgetting as typeof this.query;
  }
}

function answerOf(ask: (answered: Answered) => void, timeoutMilliseconds: number): Promise<QueryResult> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(TIMED_OUT)), timeoutMilliseconds);
    ask((error, result) => {
      clearTimeout(timer);
      if (error === null || error === undefined) resolve(result);
      else reject(error);
    });
  });
}
