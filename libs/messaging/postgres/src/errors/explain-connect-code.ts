import { TLS_CODE } from './infrastructure-code';

const EXPLANATIONS: readonly (readonly [RegExp, string])[] = [
  [TLS_CODE, 'its certificate is not trusted; check DATABASE_TLS_CA_FILE'],
  [/^28/, 'it refused the user, or the password or token'],
  [/^3D000$/, 'it has no database of this name'],
  [/^53300$/, 'it accepts no more connections'],
];

/** What a code of a failed connection means, for codes that an operator has to act on; health checks and logs show it. */
export function explainConnectCode(code: string): string | undefined {
  return EXPLANATIONS.find(([pattern]) => pattern.test(code))?.[1];
}
