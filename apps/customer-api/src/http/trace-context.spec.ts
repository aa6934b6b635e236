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
});
