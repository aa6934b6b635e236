import { EventEmitter } from 'node:events';
import type { FastifyReply } from 'fastify';
import { RequestSignal } from './request-signal';

function aReply({ closed = false } = {}) {
  const raw = Object.assign(new EventEmitter(), { destroyed: closed });
  return { raw, reply: { raw } as unknown as FastifyReply };
}

describe('RequestSignal', () => {
  it('is aborted when the connection of the request closes', () => {
    const { raw, reply } = aReply();
    const signal = new RequestSignal().of(reply);

    expect(signal.aborted).toBe(false);
    raw.emit('close');
    expect(signal.aborted).toBe(true);
  });

  it('is aborted when the application shuts down', () => {
    const requests = new RequestSignal();
    const signals = [requests.of(aReply().reply), requests.of(aReply().reply)];
    requests.onModuleDestroy();

    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
  });

  it('is aborted from the start for a request that comes during the shutdown', () => {
    const requests = new RequestSignal();
    requests.onModuleDestroy();

    expect(requests.of(aReply().reply).aborted).toBe(true);
  });

  it('is aborted from the start for a client that is gone already', () => {
    expect(new RequestSignal().of(aReply({ closed: true }).reply).aborted).toBe(true);
  });

  it('leaves nothing of a finished request on the signal of the shutdown', () => {
    const remove = jest.spyOn(AbortSignal.prototype, 'removeEventListener');
    const { raw, reply } = aReply();
    new RequestSignal().of(reply);
    raw.emit('close');

    expect(remove).toHaveBeenCalledTimes(1);
    expect(raw.listenerCount('close')).toBe(0);
    remove.mockRestore();
  });
});
