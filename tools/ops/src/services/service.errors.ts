import type { ServiceName } from './service-name';

/** Nobody answers at the address of a service. */
export class ServiceUnreachableError extends Error {
  override readonly name = 'ServiceUnreachableError';

  constructor(
    readonly service: ServiceName,
    readonly address: string,
    options: ErrorOptions,
  ) {
    const option = service === 'customer-api' ? '--api' : '--worker';
    super(
      `${service} does not answer at ${address}. Start it with "npm start", or say where its management API is: ${option} <url>.`,
      options,
    );
  }
}

/** A service answered that it will not do it. */
export class ServiceRefusedError extends Error {
  override readonly name = 'ServiceRefusedError';

  constructor(
    readonly service: ServiceName,
    readonly status: number,
    detail: string,
  ) {
    super(`${service} refused (HTTP ${status}): ${detail}`);
  }
}
