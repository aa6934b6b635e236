import type { CleanedEnv } from 'envalid';
import { hostNames, integer } from './environment';

/** Environment variables of a service with an HTTP server. */
export const httpVariables = {
  REQUEST_TIMEOUT_SECONDS: integer(1, 300)({ default: 10 }),
  ALLOWED_HOSTS: hostNames({ default: [] }),
};

/** Settings of all HTTP servers of a process. */
export interface HttpSettings {
  readonly requestTimeoutSeconds: number;
  readonly allowedHosts: readonly string[];
}

/** @param origins at which browsers reach the servers, where configured */
export function httpSettings(
  values: CleanedEnv<typeof httpVariables>,
  origins: readonly (string | undefined)[],
): HttpSettings {
  const named = origins.filter((origin) => origin !== undefined).map((origin) => new URL(origin).hostname);
  return {
    requestTimeoutSeconds: values.REQUEST_TIMEOUT_SECONDS,
    allowedHosts: [...new Set([...values.ALLOWED_HOSTS, ...named])],
  };
}
