import { ProblemError, UnreachableError } from '@decouple/client';
import type { ServiceName } from './service-name';

/** A service answered that it will not do it. */
export class ServiceRefusedError extends ProblemError {
  constructor(
    readonly service: ServiceName,
    problem: ProblemError,
  ) {
    super(problem);
  }
}

/** No service responds at this address. */
export class ServiceUnreachableError extends UnreachableError {
  constructor(
    readonly service: ServiceName,
    readonly address: string,
    options: ErrorOptions,
  ) {
    super(`${service} does not answer at ${address}.`, options);
  }
}
