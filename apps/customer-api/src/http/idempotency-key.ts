import { containsCardNumber } from '@decouple/payments-domain';
import { Problem, type ProblemFacts } from '@decouple/platform';
import { cardNumberProblem } from './refuse-card-numbers';

const MAX_LENGTH = 255;
/** RFC 8941 string: printable ASCII in quotes, with \" and \\ escaped. */
const QUOTED = /^"(?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*"$/;
/** RFC 8941 token and the characters of UUIDs and base64; no comma, so that a repeated header is not taken for one. */
const BARE = /^[A-Za-z0-9!#$%&'*+\-.^_`|~:/=]+$/;

/**
 * Reads the Idempotency-Key header (draft-ietf-httpapi-idempotency-key-header): a quoted RFC 8941 string; a bare token
 * is accepted, because many clients send one.
 *
 * @throws Problem 400 when it is missing, malformed, repeated or too long
 */
export function parseIdempotencyKey(header: string | undefined): string {
  if (header === undefined || header.trim() === '') {
    throw keyProblem({
      code: 'idempotency-key-missing',
      title: 'The Idempotency-Key header is missing',
      detail:
        'Send a key of your own making, new for every payment and the same when you repeat a request: Idempotency-Key: "8e03978e-40d5-43dd-bc93-6894a57f9324".',
    });
  }
  const text = header.trim();
  const key = read(text);
  if (key === undefined || key === '' || key.length > MAX_LENGTH) {
    throw keyProblem({
      code: 'idempotency-key-malformed',
      title: 'The Idempotency-Key header is malformed',
      detail: `Send the header once, with a key of 1 to ${MAX_LENGTH} printable ASCII characters in double quotes.`,
    });
  }
  if (containsCardNumber(key)) {
    throw cardNumberProblem([{ pointer: 'header:idempotency-key', detail: 'looks like a card number' }]);
  }
  return key;
}

function read(text: string): string | undefined {
  if (!QUOTED.test(text)) return BARE.test(text) ? text : undefined;
  const quoted = text.slice(1, -1);
  return quoted.includes('\\') ? quoted.replaceAll(/\\(["\\])/g, '$1') : quoted;
}

function keyProblem(facts: Pick<ProblemFacts, 'code' | 'title' | 'detail'>): Problem {
  return new Problem({
    status: 400,
    ...facts,
    errors: [{ pointer: 'header:idempotency-key', detail: 'must be one key in double quotes' }],
  });
}
