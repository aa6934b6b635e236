import { InfrastructureError } from '@decouple/messaging-core';
import { Deferred } from '@decouple/messaging-core/testing';
import { GroupCommit, type GroupCommitOptions } from './group-commit';

const RESOURCE = 'test database';

/** Remembers the groups that were written, and answers each input with its double. */
function recording(groups: number[][]) {
  return async (inputs: readonly number[]): Promise<number[]> => {
    groups.push([...inputs]);
    return inputs.map((input) => input * 2);
  };
}

describe('GroupCommit', () => {
  it('writes concurrent calls as one group and gives each its own result', async () => {
    const groups: number[][] = [];
    const commit = new GroupCommit(recording(groups), { resource: RESOURCE });

    expect(await Promise.all([1, 2, 3].map((input) => commit.submit(input)))).toEqual([2, 4, 6]);
    expect(groups).toEqual([[1, 2, 3]]);
  });

  it('does not let a single call wait for others', async () => {
    const groups: number[][] = [];
    const commit = new GroupCommit(recording(groups), { resource: RESOURCE });
    const answer = commit.submit(21);
    await new Promise((resolve) => setImmediate(resolve));

    expect(groups).toEqual([[21]]);
    expect(await answer).toBe(42);
  });

  it('begins with many at once, before the turn has brought the others', async () => {
    const groups: number[][] = [];
    const commit = new GroupCommit(recording(groups), { resource: RESOURCE, concurrentGroupThreshold: 2 });
    const answers = [1, 2, 3].map((input) => commit.submit(input));

    expect(groups).toEqual([[1, 2]]);
    expect(await Promise.all(answers)).toEqual([2, 4, 6]);
    expect(groups).toEqual([[1, 2], [3]]);
  });

  describe('while a group is on its way', () => {
    let groups: number[][];
    let release: Deferred;

    /** Calls one after the other, each in a turn of its own, while nothing is written to its end. */
    const submitted = async (count: number, options: Pick<GroupCommitOptions, 'concurrentGroupThreshold'>) => {
      groups = [];
      release = new Deferred();
      const write = async (inputs: readonly number[]): Promise<readonly number[]> => {
        groups.push([...inputs]);
        await release.promise;
        return inputs;
      };
      const commit = new GroupCommit(write, { resource: RESOURCE, maxConcurrentGroups: 2, ...options });
      const answers: Promise<number>[] = [];
      for (let input = 1; input <= count; input += 1) {
        answers.push(commit.submit(input));
        await new Promise((resolve) => setImmediate(resolve));
      }
      return answers;
    };

    it('gathers calls until it is written', async () => {
      const answers = await submitted(4, {});

      expect(groups).toEqual([[1]]);
      release.resolve();
      expect(await Promise.all(answers)).toEqual([1, 2, 3, 4]);
      expect(groups).toEqual([[1], [2, 3, 4]]);
    });

    it('begins another beside it when so many wait that it is worth it, and no third', async () => {
      const answers = await submitted(5, { concurrentGroupThreshold: 2 });

      expect(groups).toEqual([[1], [2, 3]]);
      release.resolve();
      expect(await Promise.all(answers)).toEqual([1, 2, 3, 4, 5]);
      expect(groups).toEqual([[1], [2, 3], [4, 5]]);
    });
  });

  it('makes no group larger than allowed', async () => {
    const groups: number[][] = [];
    const commit = new GroupCommit(recording(groups), { resource: RESOURCE, maxGroupSize: 2, maxConcurrentGroups: 1 });
    await Promise.all([1, 2, 3, 4, 5].map((input) => commit.submit(input)));

    expect(groups).toEqual([[1, 2], [3, 4], [5]]);
  });

  it('never fails a neighbour for one bad member', async () => {
    const bad = new Error('bad row');
    const groups: number[][] = [];
    const write = async (inputs: readonly number[]): Promise<readonly number[]> => {
      groups.push([...inputs]);
      if (inputs.includes(2)) throw bad;
      return inputs;
    };
    const commit = new GroupCommit(write, { resource: RESOURCE });

    expect(await Promise.allSettled([1, 2, 3].map((input) => commit.submit(input)))).toEqual([
      { status: 'fulfilled', value: 1 },
      { status: 'rejected', reason: bad },
      { status: 'fulfilled', value: 3 },
    ]);
    expect(groups).toEqual([[1, 2, 3], [1], [2], [3]]);
  });

  it('gives an infrastructure error to every member, without trying them one by one', async () => {
    const outage = new InfrastructureError(RESOURCE, 'ECONNREFUSED');
    let writes = 0;
    const write = async (): Promise<never> => {
      writes += 1;
      throw outage;
    };
    const commit = new GroupCommit<number, number>(write, { resource: RESOURCE });
    const results = await Promise.allSettled([1, 2, 3].map((input) => commit.submit(input)));

    expect(results).toEqual(Array(3).fill({ status: 'rejected', reason: outage }));
    expect(writes).toBe(1);
  });

  it('stops trying members one by one when the infrastructure breaks meanwhile', async () => {
    const outage = new InfrastructureError(RESOURCE, 'ECONNRESET');
    const groups: number[][] = [];
    const write = async (inputs: readonly number[]): Promise<readonly number[]> => {
      groups.push([...inputs]);
      if (inputs.length > 1) throw new Error('one of you is bad');
      if (inputs[0] !== 1) throw outage;
      return inputs;
    };
    const commit = new GroupCommit(write, { resource: RESOURCE });
    const results = await Promise.allSettled([1, 2, 3, 4].map((input) => commit.submit(input)));

    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'rejected']);
    expect(groups).toEqual([[1, 2, 3, 4], [1], [2]]);
  });

  it('fails a group that is answered with another number of results', async () => {
    const commit = new GroupCommit<number, number>(async () => [], { resource: RESOURCE });

    await expect(commit.submit(1)).rejects.toThrow('A group of 1 was answered with 0 results.');
  });

  it('goes on after a failure', async () => {
    let broken = true;
    const write = async (inputs: readonly number[]): Promise<readonly number[]> => {
      if (broken) throw new Error('not yet');
      return inputs;
    };
    const commit = new GroupCommit(write, { resource: RESOURCE });
    await expect(commit.submit(1)).rejects.toThrow('not yet');
    broken = false;

    expect(await commit.submit(2)).toBe(2);
  });

  it('refuses further calls as an outage when too many are waiting, and takes them again later', async () => {
    const commit = new GroupCommit(recording([]), { resource: RESOURCE, maxWaiting: 2 });
    const taken = [commit.submit(1), commit.submit(2)];

    await expect(commit.submit(3)).rejects.toEqual(new InfrastructureError(RESOURCE, 'GROUP_COMMIT_FULL'));
    expect(await Promise.all(taken)).toEqual([2, 4]);
    expect(await commit.submit(3)).toBe(6);
  });

  it('drains: resolves when every call has its result', async () => {
    const release = new Deferred();
    const write = async (inputs: readonly number[]): Promise<readonly number[]> => {
      await release.promise;
      return inputs;
    };
    const commit = new GroupCommit(write, { resource: RESOURCE, maxGroupSize: 1, maxConcurrentGroups: 1 });
    const events: string[] = [];
    const answers = [1, 2].map((input) => commit.submit(input).then(() => events.push(`result ${input}`)));
    const drained = commit.drain().then(() => events.push('drained'));
    release.resolve();
    await Promise.all([...answers, drained]);

    expect(events).toEqual(['result 1', 'result 2', 'drained']);
    await commit.drain();
  });
});
