import { bindDocument, isValid, violationsOf } from '@decouple/contracts';
import { MAX_PROBLEM_LOCATIONS, Problem, type ProblemLocation } from '@decouple/platform';
import { validateSync } from 'class-validator';
import { PaymentRequestDto } from './payment-request.dto';
import { cardNumberProblem, findCardNumbers, holdsCardNumber } from './refuse-card-numbers';

/**
 * Reads the body of a payment, and checks it in full before anything is promised.
 *
 * @throws Problem 400 naming every bad property
 */
export function parsePaymentRequest(body: unknown): PaymentRequestDto {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw invalid([{ pointer: '#', detail: 'must be a JSON object' }]);
  }
  const unknown: ProblemLocation[] = [];
  const request = bindDocument(PaymentRequestDto, body, (pointer) => {
    if (unknown.length < MAX_PROBLEM_LOCATIONS) unknown.push({ pointer, detail: 'is not a known property' });
  });
  // What obeys the rules is short, so it is searched to its end. What does not is refused in any case.
  const obeys = unknown.length === 0 && isValid(request);
  if (obeys && !holdsCardNumber(request)) return request;
  const cardNumbers = findCardNumbers(body);
  if (cardNumbers.length > 0) throw cardNumberProblem(cardNumbers);
  const violations = violationsOf(validateSync(request, { stopAtFirstError: true }));
  const errors = [...violations.map(({ detail, pointer }) => ({ pointer, detail })), ...unknown];
  if (errors.length > 0) throw invalid(errors);
  return request;
}

function invalid(errors: readonly ProblemLocation[]): Problem {
  return new Problem({
    status: 400,
    code: 'validation-failed',
    title: 'The payment is not valid',
    detail: 'The payment breaks the rules listed in "errors". Nothing was stored. Correct it and send it again.',
    errors,
  });
}
