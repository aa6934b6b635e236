import type { ServiceName } from '@decouple/management-client';
import { UsageError } from '../cli/usage.error';
import { serviceNamed } from '../services/service-name';

/** A dead letter of a service: each service counts its own. */
export interface DeadLetterRef {
  readonly service: ServiceName;
  readonly id: string;
}

export function refText({ id, service }: DeadLetterRef): string {
  return `${service}:${id}`;
}

/** @throws UsageError */
export function parseRef(text: string): DeadLetterRef {
  const [service = '', id = '', ...rest] = text.split(':');
  if (!/^\d+$/.test(id) || rest.length > 0)
    throw new UsageError(`"${text}" does not name a dead letter; "sales-worker:12" would.`);
  return { service: serviceNamed(service), id };
}
