import { fromBoth } from './both-services';

const CLIENTS = [{ service: 'customer-api' }, { service: 'sales-worker' }] as const;

describe('fromBoth', () => {
  it('adds the name of the service to each item', async () => {
    expect(await fromBoth(CLIENTS, async () => [{ id: '1' }])).toEqual({
      items: [
        { id: '1', service: 'customer-api' },
        { id: '1', service: 'sales-worker' },
      ],
      silent: [],
    });
  });

  it('returns the items of one service while the other fails', async () => {
    const ask = async ({ service }: (typeof CLIENTS)[number]) => {
      if (service === 'sales-worker') throw new Error('gone');
      return [{ id: '1' }];
    };

    expect(await fromBoth(CLIENTS, ask)).toEqual({
      items: [{ id: '1', service: 'customer-api' }],
      silent: ['sales-worker'],
    });
  });

  it('fails if both services fail', async () => {
    await expect(fromBoth(CLIENTS, () => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
  });
});
