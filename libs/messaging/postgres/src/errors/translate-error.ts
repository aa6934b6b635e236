import { InfrastructureError } from '@decouple/messaging-core';
import { QueryFailedError, QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm';
import { infrastructureCode } from './infrastructure-code';
import { StatementError } from './statement-error';

/** What an error of connecting means. No message can be the reason, whatever it is: an outage, by the best name it has. */
export function translateConnectError(resource: string, error: unknown): InfrastructureError {
  const name = error instanceof Error ? error.name : typeof error;
  return new InfrastructureError(resource, infrastructureCode(error) ?? name, { cause: error });
}

/** What an error of a statement means. Errors of the code between the statements pass as they are. */
export function translateStatementError(resource: string, error: unknown): unknown {
  // TypeORM gives a connection back when it breaks between two statements.
  if (error instanceof QueryRunnerAlreadyReleasedError || error instanceof QueryRunnerProviderAlreadyReleasedError) {
    return new InfrastructureError(resource, 'CONNECTION_TERMINATED', { cause: error });
  }
  if (!(error instanceof QueryFailedError)) return error;
  const driverError: unknown = error.driverError;
  const code = infrastructureCode(driverError);
  if (code !== undefined) return new InfrastructureError(resource, code, { cause: driverError });
  return new StatementError(error.message, text(driverError, 'code'), text(driverError, 'constraint'));
}

function text(error: unknown, field: 'code' | 'constraint'): string | undefined {
  const value = typeof error === 'object' && error !== null ? (error as Record<string, unknown>)[field] : undefined;
  return typeof value === 'string' ? value : undefined;
}
