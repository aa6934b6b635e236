import { Problem, problemLocations } from '@decouple/platform';
import { InvalidDocumentError, readDocument } from '@decouple/validation';
import { PaymentRequestDto } from './payment-request.dto';
import { cardNumberProblem, findCardNumbers, holdsCardNumber } from './refuse-card-numbers';

/**
 * Reads the body of a payment, and checks it in full before anything is stored.
 *
 * @throws Problem 400 naming every invalid property
 */
export function parsePaymentRequest(body: unknown): PaymentRequestDto {
  const request = readPayment(body);
  // A valid request is short, so all of it is searched.
  if (holdsCardNumber(request)) throw cardNumberProblem(findCardNumbers(request));
  return request;
}

function readPayment(body: unknown): PaymentRequestDto {
  try {
    return readDocument(PaymentRequestDto, body);
  } catch (error) {
    if (!(error instanceof InvalidDocumentError)) throw error;
    const cardNumbers = findCardNumbers(body);
    throw cardNumbers.length > 0 ? cardNumberProblem(cardNumbers) : invalidPayment(error);
  }
}

function invalidPayment(error: InvalidDocumentError): Problem {
  return new Problem(
    {
      status: 400,
      code: 'validation-failed',
      title: 'The payment is not valid',
      detail: 'The payment breaks the rules listed in "errors". Nothing was stored. Correct it and send it again.',
      errors: problemLocations(error),
    },
    { cause: error },
  );
}
