import { SERVICES, type ServiceName } from '@decouple/management-client';
import { UsageError } from '../cli/usage.error';

/** @throws UsageError */
export function serviceNamed(text: string): ServiceName {
  const service = SERVICES.find((name) => name === text);
  if (service === undefined) throw new UsageError(`"${text}" is not a service; there are ${SERVICES.join(' and ')}.`);
  return service;
}
