import { deadLettersOfFilter, deadLettersOfGroup } from './dead-letter-selection';

const NOW = Date.parse('2026-11-24T10:00:00.000Z');
const SEEN = { letters: 2, firstSeenAt: '2026-11-24T09:00:00.000Z', lastSeenAt: '2026-11-24T09:00:00.000Z' };

describe('the selection of dead letters', () => {
  it('contains the values of a group', () => {
    const group = { service: 'sales-worker', queue: 'sales', reasonCode: 'message-unreadable', ...SEEN } as const;

    expect(deadLettersOfGroup(group).selection).toEqual({ queue: 'sales', reasonCode: 'message-unreadable' });
    expect(deadLettersOfGroup({ ...group, type: 'a.b.v1' }).selection).toMatchObject({ type: 'a.b.v1' });
  });

  it('contains only the conditions of a filter', () => {
    const any = { service: 'sales-worker', reasonCode: '', type: '', age: 'any' } as const;

    expect(deadLettersOfFilter(any, NOW).selection).toEqual({});
    expect(deadLettersOfFilter({ ...any, reasonCode: 'x', type: 'a.b.v1', age: 'hour' }, NOW).selection).toEqual({
      reasonCode: 'x',
      type: 'a.b.v1',
      seenBefore: '2026-11-24T09:00:00.000Z',
    });
  });
});
