import type { CleanedEnv } from 'envalid';
import { integer } from './environment';

/** Environment variables of a service that retries messages. */
export const retryVariables = {
  RETRY_MAX_ATTEMPTS: integer(1, 100)({ default: 8 }),
  RETRY_BASE_SECONDS: integer(1, 3_600)({ default: 2 }),
  RETRY_CAP_SECONDS: integer(1, 43_200)({ default: 900 }),
};

/** How often, and for how long, a message is retried after an error of its own. */
export interface RetrySettings {
  readonly maxAttempts: number;
  readonly baseSeconds: number;
  readonly capSeconds: number;
}

export function retrySettings(values: CleanedEnv<typeof retryVariables>): RetrySettings {
  return {
    maxAttempts: values.RETRY_MAX_ATTEMPTS,
    baseSeconds: values.RETRY_BASE_SECONDS,
    capSeconds: values.RETRY_CAP_SECONDS,
  };
}
