import { InfrastructureError } from '@decouple/messaging-core';
import { infrastructureCode, TLS_CODE } from './infrastructure-code';
import { StatementError } from './statement-error';

const EXPLANATIONS: readonly (readonly [RegExp, string])[] = [
  [TLS_CODE, 'its certificate is not trusted; check DATABASE_TLS_CA_FILE'],
  [/^28/, 'it refused the user, or the password or token'],
  [/^3D000$/, 'it has no database of this name'],
  [/^53300$/, 'it accepts no more connections'],
];

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

/** What a code of a failed connection means, for codes that an operator has to act on; health checks and logs show it. */
function explainConnectCode(code: string): string | undefined {
  return EXPLANATIONS.find(([pattern]) => pattern.test(code))?.[1];
}
