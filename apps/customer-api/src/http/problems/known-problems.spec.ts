import { InfrastructureError } from '@decouple/messaging-core';
import { IdempotencyKeyReusedError, PaymentNotFoundError } from '@decouple/payments-domain';
import { knownProblem } from './known-problems';

const ID = '019400a0-5b3c-7d2e-8f10-2a4b6c8d0e1f';

describe('knownProblem', () => {
  it.each([
    [new PaymentNotFoundError(ID), { status: 404, code: 'payment-not-found' }],
    [
      new IdempotencyKeyReusedError(ID),
      { status: 422, code: 'idempotency-key-reused', headers: { location: `/v1/payments/${ID}` } },
    ],
    [
      new InfrastructureError('customer database', 'ECONNREFUSED'),
      { status: 503, code: 'temporarily-unavailable', headers: { 'retry-after': '5' } },
    ],
  ])('makes a problem of %s', (error, facts) => {
    const problem = knownProblem(error);

    expect(problem?.facts).toMatchObject(facts);
    expect(problem?.cause).toBe(error);
  });

  it('does not tell which database is down, nor how', () => {
    const problem = knownProblem(new InfrastructureError('customer database', 'ECONNREFUSED'));

    expect(JSON.stringify(problem?.facts)).not.toMatch(/customer database|ECONNREFUSED/);
  });

  it.each([new Error('x'), 'x', undefined])('does not know %s', (error) => {
    expect(knownProblem(error)).toBeUndefined();
  });
});
