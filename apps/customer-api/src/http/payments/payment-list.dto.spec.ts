import { Problem } from '@decouple/platform';
import { encodeCursor, parsePaymentQuery } from './payment-list.dto';

const ID = '019400a0-5b3c-7d2e-8f10-2a4b6c8d0e1f';

function pointersOf(parameters: Record<string, string | string[]>): string[] {
  try {
    parsePaymentQuery(parameters, 'anonymous');
  } catch (error) {
    if (error instanceof Problem) return (error.facts.errors ?? []).map(({ pointer }) => pointer);
    throw error;
  }
  return [];
}

describe('parsePaymentQuery', () => {
  it('reads every parameter', () => {
    const parameters = { policyNumber: 'POL-1', status: 'recorded', cursor: encodeCursor(ID), limit: '7' };
    expect(parsePaymentQuery(parameters, 'web')).toEqual({
      clientId: 'web',
      policyNumber: 'POL-1',
      status: 'recorded',
      after: ID,
      limit: 7,
    });
  });

  it('has fifty payments on a page unless told otherwise', () => {
    expect(parsePaymentQuery({}, 'web')).toMatchObject({ limit: 50, after: undefined });
  });

  it.each([
    [{ limit: '0' }, ['query:limit']],
    [{ limit: '201' }, ['query:limit']],
    [{ limit: '1.5' }, ['query:limit']],
    [{ status: 'paid' }, ['query:status']],
    [{ policyNumber: 'x' }, ['query:policyNumber']],
    [{ cursor: 'nonsense' }, ['query:cursor']],
    [{ limit: ['1', '2'] }, ['query:limit']],
    [{ cursor: [encodeCursor(ID), encodeCursor(ID)] }, ['query:cursor']],
    [{ page: '2' }, ['query']],
    [{ limit: 'x', status: 'y' }, ['query:status', 'query:limit']],
  ])('names what is wrong in %j', (parameters, pointers) => {
    expect(pointersOf(parameters as Record<string, string>)).toEqual(pointers);
  });
});
