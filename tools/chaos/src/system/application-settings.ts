import type { ApplicationName } from '@decouple/local-infra';

/** Everything that takes minutes in production takes seconds here, so that a short run sees it happen. */
export const VISIBILITY_TIMEOUT_SECONDS = 5;

export const APPLICATION_SETTINGS: Readonly<Record<ApplicationName, Readonly<Record<string, string>>>> = {
  'customer-api': {
    LOG_LEVEL: 'warn',
    SQS_VISIBILITY_TIMEOUT_SECONDS: String(VISIBILITY_TIMEOUT_SECONDS),
    RECONCILE_AFTER_SECONDS: '4',
    RECONCILE_INTERVAL_SECONDS: '1',
  },
  'sales-worker': {
    LOG_LEVEL: 'warn',
    SQS_VISIBILITY_TIMEOUT_SECONDS: String(VISIBILITY_TIMEOUT_SECONDS),
  },
};
