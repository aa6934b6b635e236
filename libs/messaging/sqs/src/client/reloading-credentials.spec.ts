import { Deferred } from '@decouple/messaging-core/testing';
import {
  LONGEST_COOL_DOWN_MILLISECONDS,
  ReloadingCredentials,
  SHORTEST_COOL_DOWN_MILLISECONDS,
} from './reloading-credentials';

async function setUp() {
  const state = { key: 'old', now: 0, opened: 0, failure: undefined as Error | undefined };
  const credentials = new ReloadingCredentials({
    open: () => {
      state.opened += 1;
      const identity = { accessKeyId: state.key, secretAccessKey: 'secret' };
      const { failure } = state;
      return async () => {
        if (failure !== undefined) throw failure;
        return identity;
      };
    },
    now: () => state.now,
  });
  await credentials.get();
  return { credentials, state };
}

describe('ReloadingCredentials', () => {
  it('returns the new credentials after the old ones were refused', async () => {
    const { credentials, state } = await setUp();
    state.key = 'new';

    expect(await credentials.refused(credentials.generation)).toBe(true);
    expect(await credentials.get()).toMatchObject({ accessKeyId: 'new' });
  });

  it('reports unchanged credentials', async () => {
    const { credentials } = await setUp();

    expect(await credentials.refused(credentials.generation)).toBe(false);
  });

  it('reloads once for concurrent refusals', async () => {
    const { credentials, state } = await setUp();
    state.key = 'new';
    const { generation } = credentials;
    const changed = await Promise.all(Array.from({ length: 32 }, () => credentials.refused(generation)));

    expect(new Set(changed)).toEqual(new Set([true]));
    expect(state.opened).toBe(2);
  });

  it('does not reload for a call that was signed before the last reload', async () => {
    const { credentials, state } = await setUp();
    state.key = 'new';
    const { generation } = credentials;
    await credentials.refused(generation);
    state.now = LONGEST_COOL_DOWN_MILLISECONDS;

    expect(await credentials.refused(generation)).toBe(true);
    expect(state.opened).toBe(2);
  });

  it('reloads at growing intervals while nothing changes, and at the shortest after a change', async () => {
    const { credentials, state } = await setUp();
    const reloads: number[] = [];
    for (state.now = 0; state.now < 300_000; state.now += 1_000) {
      const before = state.opened;
      await credentials.refused(credentials.generation);
      if (state.opened > before) reloads.push(state.now);
    }
    expect(reloads.slice(0, 6)).toEqual([0, 5_000, 15_000, 35_000, 75_000, 135_000]);

    state.key = 'new';
    state.now += LONGEST_COOL_DOWN_MILLISECONDS;
    expect(await credentials.refused(credentials.generation)).toBe(true);
    state.key = 'newer';
    state.now += SHORTEST_COOL_DOWN_MILLISECONDS;
    expect(await credentials.refused(credentials.generation)).toBe(true);
  });

  it('keeps the old credentials if the new ones cannot be read, and retries', async () => {
    const { credentials, state } = await setUp();
    state.key = 'new';
    state.failure = new Error('half a file');
    expect(await credentials.refused(credentials.generation)).toBe(false);
    expect(await credentials.get()).toMatchObject({ accessKeyId: 'old' });

    state.failure = undefined;
    state.now = SHORTEST_COOL_DOWN_MILLISECONDS;
    expect(await credentials.refused(credentials.generation)).toBe(true);
  });

  it('finds credentials that were missing at first', async () => {
    const state = { failure: new Error('no credentials') as Error | undefined };
    const credentials = new ReloadingCredentials({
      open: () => {
        const { failure } = state;
        return async () => {
          if (failure !== undefined) throw failure;
          return { accessKeyId: 'found', secretAccessKey: 'secret' };
        };
      },
    });
    await expect(credentials.get()).rejects.toThrow('no credentials');
    state.failure = undefined;

    expect(await credentials.refused(credentials.generation)).toBe(true);
    expect(await credentials.get()).toMatchObject({ accessKeyId: 'found' });
  });

  it('waits for a reload in flight', async () => {
    const gate = new Deferred();
    let opened = 0;
    const credentials = new ReloadingCredentials({
      open: () => {
        opened += 1;
        const accessKeyId = `key ${opened}`;
        return async () => {
          if (accessKeyId !== 'key 1') await gate.promise;
          return { accessKeyId, secretAccessKey: 'secret' };
        };
      },
    });
    const first = credentials.refused(0);
    const second = credentials.refused(0);
    gate.resolve();

    expect(await Promise.all([first, second])).toEqual([true, true]);
    expect(opened).toBe(2);
  });
});
