import { isCardNumber, Problem } from '@decouple/platform';

/** Requests without a client id belong to this client. */
export const ANONYMOUS_CLIENT = 'anonymous';

const CLIENT_ID_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._@-]{0,127}$/;

/** @throws Problem 400 when the header is there but cannot be a client id */
export function parseClientId(header: string | string[] | undefined, headerName: string): string {
  if (header === undefined) return ANONYMOUS_CLIENT;
  // The id is stored with each payment and shown to operators.
  if (typeof header === 'string' && CLIENT_ID_PATTERN.test(header) && !isCardNumber(header)) return header;
  throw new Problem({
    status: 400,
    code: 'client-id-malformed',
    title: 'The client id is malformed',
    detail: `The ${headerName} header must be sent once, with 1 to 128 letters, digits, dots, dashes, underscores or @, and no card number.`,
    errors: [{ pointer: `header:${headerName}`, detail: 'must be a client id' }],
  });
}
