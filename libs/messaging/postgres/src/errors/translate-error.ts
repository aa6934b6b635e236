import { InfrastructureError } from '@decouple/messaging-core';
import { explainConnectCode } from './explain-connect-code';
import { infrastructureCode } from './infrastructure-code';
import { StatementError } from './statement-error';

/** What an error of connecting means. No message can be the reason, whatever it is: an outage, by the best name it has. */
export function translateConnectError(resource: string, error: unknown): InfrastructureError {
  const name = error instanceof Error ? error.name : typeof error;
  const code = infrastructureCode(error) ?? name;
  return new InfrastructureError(resource, code, { cause: error, explanation: explainConnectCode(code) });
}

/** What an error means that the driver has thrown for a statement. */
export function translateStatementError(resource: string, error: unknown): InfrastructureError | StatementError {
  const code = infrastructureCode(error);
  if (code !== undefined) return new InfrastructureError(resource, code, { cause: error });
  const message = error instanceof Error ? error.message : String(error);
  return new StatementError(message, text(error, 'code'), text(error, 'constraint'));
}

function text(error: unknown, field: 'code' | 'constraint'): string | undefined {
  const value = typeof error === 'object' && error !== null ? (error as Record<string, unknown>)[field] : undefined;
  return typeof value === 'string' ? value : undefined;
}
