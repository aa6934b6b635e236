import { Problem, problemDocument } from './problem';

const FACTS = { status: 400, code: 'query-invalid', title: 'The query is not valid', detail: 'Correct it.' };

describe('problemDocument', () => {
  it('has the members of RFC 9457, with the address of an explanation as type', () => {
    expect(problemDocument(FACTS, '/v1/orders')).toEqual({
      type: '/problems/query-invalid',
      title: 'The query is not valid',
      status: 400,
      detail: 'Correct it.',
      instance: '/v1/orders',
    });
  });

  it('lists the invalid places, if any', () => {
    const errors = [{ pointer: '#/amount/value', detail: 'must be a whole number' }];

    expect(problemDocument({ ...FACTS, errors }, '/')).toMatchObject({ errors });
    expect(problemDocument(FACTS, '/')).not.toHaveProperty('errors');
  });

  it('lists 50 invalid places at most', () => {
    const errors = Array.from({ length: 60 }, (_, at) => ({ pointer: `#/${at}`, detail: 'is not a known property' }));

    expect(problemDocument({ ...FACTS, errors }, '/')).toMatchObject({ errors: errors.slice(0, 50) });
  });

  it('does not include headers', () => {
    expect(problemDocument({ ...FACTS, headers: { location: '/x' } }, '/')).not.toHaveProperty('headers');
  });
});

describe('Problem', () => {
  it('is an error with a cause', () => {
    const cause = new Error('inner');
    const problem = new Problem(FACTS, { cause });

    expect(problem).toMatchObject({ name: 'Problem', message: 'Correct it.', cause, facts: FACTS });
  });
});
