import { listPromises } from './list-promises';

describe('listPromises', () => {
  const running = globalThis.it;
  let listed: string[];

  // In place of Jest's own: what is listed for real would stay in every report.
  beforeEach(() => {
    listed = [];
    globalThis.it = Object.assign(() => undefined, {
      todo: (title: string) => listed.push(title),
    }) as unknown as jest.It;
  });

  afterEach(() => {
    globalThis.it = running;
  });

  it('lists every test of the contract and runs none', () => {
    const body = jest.fn();
    listPromises(() => {
      it('keeps', body);
      it.each([1, 2])('keeps %d', body);
      it.skip('may keep', body);
    });

    expect(listed).toEqual(['keeps', 'keeps %d', 'may keep']);
    expect(body).not.toHaveBeenCalled();
  });

  it('leaves tests that come later alone, also when the contract cannot be described', () => {
    const before = globalThis.it;
    const failure = new Error('no contract');

    expect(() =>
      listPromises(() => {
        throw failure;
      }),
    ).toThrow(failure);
    expect(globalThis.it).toBe(before);
  });
});
