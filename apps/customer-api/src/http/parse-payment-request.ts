import { bindDocument, obeysRules, violationsOf } from '@decouple/contracts';
import { Problem, type ProblemLocation } from '@decouple/platform';
import { validateSync } from 'class-validator';
import { PaymentRequestDto } from './payment-request.dto';
import { cardNumberProblem, findCardNumbers } from './refuse-card-numbers';

/**
 * Reads the body of a payment, and checks it in full before anything is promised.
 *
 * @throws Problem 400 naming every bad property
 */
export function parsePaymentRequest(body: unknown): PaymentRequestDto {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw invalid([{ pointer: '#', detail: 'must be a JSON object' }]);
  }
  const cardNumbers = findCardNumbers(body);
  if (cardNumbers.length > 0) throw cardNumberProblem(cardNumbers);
  const unknown: ProblemLocation[] = [];
  const request = bindDocument(PaymentRequestDto, body, (pointer) => {
    unknown.push({ pointer, detail: 'is not a known property' });
  });
  if (unknown.length === 0 && obeysRules(request)) return request;
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
