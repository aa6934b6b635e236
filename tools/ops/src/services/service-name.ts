import { UsageError } from '../cli/usage.error';

export const SERVICES = ['customer-api', 'sales-worker'] as const;

export type ServiceName = (typeof SERVICES)[number];

/** @throws UsageError */
export function serviceNamed(text: string): ServiceName {
  const service = SERVICES.find((name) => name === text);
  if (service === undefined) throw new UsageError(`"${text}" is not a service; there are ${SERVICES.join(' and ')}.`);
  return service;
}
