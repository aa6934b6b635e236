import { Problem } from '../problems/problem';
import { DEFAULT_PAGE_LIMIT, parsePageQuery } from './page-query';

const ID = '019400a0-5b3c-7d2e-8f10-2a4b6c8d0e1f';

describe('parsePageQuery', () => {
  it('starts at the first entry with the default limit', () => {
    expect(parsePageQuery({})).toEqual({ after: undefined, limit: DEFAULT_PAGE_LIMIT });
  });

  it('accepts the last id of the previous page and a limit', () => {
    expect(parsePageQuery({ after: ID, limit: '2000' })).toEqual({ after: ID, limit: 2_000 });
  });

  it.each<[string, Record<string, unknown>]>([
    ['query:limit', { limit: '0' }],
    ['query:limit', { limit: '2001' }],
    ['query:limit', { limit: 'x' }],
    ['query:limit', { limit: ['1', '2'] }],
    ['query:after', { after: 'x' }],
    ['query:after', { after: [ID, ID] }],
    ['query:shape', { shape: 'round' }],
  ])('rejects an invalid %s (%j)', (pointer, parameters) => {
    const refusal = (): unknown => parsePageQuery(parameters);
    expect(refusal).toThrow(Problem);
    expect(refusal).toThrow(
      expect.objectContaining({
        facts: expect.objectContaining({ errors: [expect.objectContaining({ pointer })] }) as unknown,
      }) as Error,
    );
  });
});
