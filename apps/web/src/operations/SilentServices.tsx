import type { ServiceName } from '@decouple/management-client';
import { Notice } from '../design/Controls';

/** That a part is missing, because one of the services does not answer. */
export function SilentServices({
  services,
  what,
}: {
  readonly services: readonly ServiceName[];
  readonly what: string;
}) {
  const [service] = services;
  if (service === undefined) return null;
  return (
    <Notice tone="wait" title={`${service} does not answer`}>
      <p>{`Its ${what} are missing here until it is back.`}</p>
    </Notice>
  );
}
