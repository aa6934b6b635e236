import type { ContractSnapshot } from '../released/contract-snapshot';
import { compareContracts } from './compare-contracts';
import type { JsonSchema } from './json-schema';

const contracts = (schemas: Record<string, JsonSchema>, queues: ContractSnapshot['queues']): ContractSnapshot => ({
  schemas: new Map(Object.entries(schemas)),
  queues,
});
const PAID: JsonSchema = { type: 'object', properties: { id: { type: 'string' } } };
const RELEASED = contracts({ 'a.paid.v1': PAID }, { one: ['a.paid.v1'], two: [] });

describe('compareContracts', () => {
  it('finds nothing when nothing changed', () => {
    expect(compareContracts(RELEASED, RELEASED)).toEqual({ breaking: [], added: [] });
  });

  it('finds a message type that is gone', () => {
    const { breaking } = compareContracts(RELEASED, contracts({}, { one: [] }));
    expect(breaking).toMatchObject([
      { type: 'a.paid.v1', rule: 'message-removed', pointer: '#', hurts: ['released-readers', 'new-readers'] },
    ]);
  });

  it.each([
    ['another queue', { one: [], two: ['a.paid.v1'] }, 'now travels on the queue "two"'],
    ['no queue', { one: [] }, 'now travels on no queue'],
  ])('finds a message type that moves to %s', (_, queues, detail) => {
    const { breaking } = compareContracts(RELEASED, contracts({ 'a.paid.v1': PAID }, queues));
    expect(breaking).toMatchObject([{ type: 'a.paid.v1', rule: 'queue-changed' }]);
    expect(breaking[0]?.detail).toContain(detail);
  });

  it('finds a change of a schema, and says of which message', () => {
    const changed = contracts({ 'a.paid.v1': { ...PAID, required: ['id'] } }, RELEASED.queues);
    expect(compareContracts(RELEASED, changed).breaking).toMatchObject([
      { type: 'a.paid.v1', rule: 'property-became-required', pointer: '#/id' },
    ]);
  });

  it('reports a new message type without counting it as breaking', () => {
    const schemas = { 'a.paid.v1': PAID, 'a.paid.v2': PAID };
    const next = contracts(schemas, { one: ['a.paid.v1', 'a.paid.v2'], two: [] });
    expect(compareContracts(RELEASED, next)).toEqual({ breaking: [], added: [{ type: 'a.paid.v2', queue: 'one' }] });
  });
});
