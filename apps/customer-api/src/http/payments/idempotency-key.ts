import { isCardNumber, Problem, type ProblemFacts } from '@decouple/platform';
import { cardNumberProblem } from './refuse-card-numbers';

const MAX_LENGTH = 255;
/** Every character of the key escaped, and the quotes. */
const MAX_HEADER_LENGTH = 2 * MAX_LENGTH + 2;
/** RFC 8941 string: printable ASCII in quotes, with \" and \\ escaped. */
const QUOTED = String.raw`"(?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\]){1,255}"`;
/** RFC 8941 token, and the characters of UUIDs and base64; no comma, so that a repeated header does not match. */
const BARE = "[A-Za-z0-9!#$%&'*+\\-.^_`|~:/=]{1,255}";
const KEY = new RegExp(`^(?:${QUOTED}|${BARE})$`);

/** The accepted header, for the description of the API. */
export const IDEMPOTENCY_KEY_PATTERN = KEY.source;

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
        'Send a new key for every payment, and the same key when you repeat a request: Idempotency-Key: "8e03978e-40d5-43dd-bc93-6894a57f9324".',
    });
  }
  const text = header.trim();
  // The length first: the characters of a long header need no check.
  if (text.length > MAX_HEADER_LENGTH || !KEY.test(text)) {
    throw keyProblem({
      code: 'idempotency-key-malformed',
      title: 'The Idempotency-Key header is malformed',
      detail: `Send the header once, with a key of 1 to ${MAX_LENGTH} printable ASCII characters in double quotes.`,
    });
  }
  const key = read(text);
  if (isCardNumber(key)) {
    throw cardNumberProblem([{ pointer: 'header:idempotency-key', detail: 'looks like a card number' }]);
  }
  return key;
}

function read(text: string): string {
  if (!text.startsWith('"')) return text;
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
