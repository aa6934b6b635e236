import { traceContextOf } from './trace-context';

const TRACEPARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

describe('traceContextOf', () => {
  it('keeps the trace of the caller', () => {
    expect(traceContextOf({ traceparent: TRACEPARENT, tracestate: 'vendor=1' })).toEqual({
      traceparent: TRACEPARENT,
      tracestate: 'vendor=1',
    });
  });

  it.each([
    undefined,
    'nonsense',
    TRACEPARENT.toUpperCase(),
    TRACEPARENT.replace(/^00/, 'ff'),
    `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
    `00-4bf92f3577b34da6a3ce929d0e0e4736-${'0'.repeat(16)}-01`,
  ])('begins a new trace for %s', (traceparent) => {
    const first = traceContextOf({ traceparent, tracestate: 'vendor=1' });
    expect(first.traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    expect(first.traceparent).not.toBe(traceContextOf({ traceparent }).traceparent);
    expect(first.tracestate).toBeUndefined();
  });

  it('leaves out a trace state that is too long', () => {
    expect(traceContextOf({ traceparent: TRACEPARENT, tracestate: 'x'.repeat(513) })).toEqual({
      traceparent: TRACEPARENT,
    });
  });

  it.each([
    ['a=1,b=2', 'a=1,b=2'],
    ['a=1 ,\t b=2\t', 'a=1,b=2'],
    [',,a=1,', 'a=1'],
    ['tenant@vendor=x y', 'tenant@vendor=x y'],
    ['0a/b*c_d-e=!"#$%&\'()+-./:;<>?@[]^_`{|}~', '0a/b*c_d-e=!"#$%&\'()+-./:;<>?@[]^_`{|}~'],
    ['a=1=2', undefined],
    ['', undefined],
    ['a', undefined],
    ['A=1', undefined],
    ['a=', undefined],
    ['a=1,a=2', undefined],
    ['a=1\tb=2', undefined],
    ['a=1\u0085', undefined],
    ['a=\u0000', undefined],
    ['a=ü', undefined],
    ['a=4111111111111111', undefined],
    ['a=4111 1111 1111 1111', undefined],
    [Array.from({ length: 33 }, (_, at) => `k${at}=1`).join(','), undefined],
  ])('reads the trace state %j as %j', (tracestate, kept) => {
    expect(traceContextOf({ traceparent: TRACEPARENT, tracestate }).tracestate).toBe(kept);
  });

  it('reads a long trace state of any characters at the cost of its length', () => {
    for (const unit of [' ', '\t,', ',', 'a=1,', '1 ']) {
      expect(traceContextOf({ traceparent: TRACEPARENT, tracestate: unit.repeat(16_000) }).tracestate).toBeUndefined();
    }
  });
});
