import { InfrastructureError } from '@decouple/messaging-core';

/**
 * Members of one group. 256 rows of 18 columns with their messages are one statement of about 300 KB. Measured with 1,200 callers
 * at once: groups of 128 stored a tenth less per second, groups of 1,024 no more, and their members waited longer.
 */
const MAX_GROUP_SIZE = 256;

/** With two groups on their way the database works on one while the other is being gathered. Measured: three add nothing. */
const MAX_CONCURRENT_GROUPS = 2;

/**
 * So many calls are worth a transaction beside another, and at once, in the midst of a turn of the event loop: the
 * database works while the rest of what the turn has read is still being looked at. Fewer wait for the group on its way to
 * be written and go together then, because a transaction costs the database as much as ten of its rows. Measured with 128
 * callers at once: with any number beside another, groups of 37 and a tenth more processor time for each call; with 48 or 36,
 * two to four per cent fewer calls a second, with 60 or 32 six.
 */
const WORTHWHILE_GROUP_SIZE = 40;

/** Calls that wait for a group, some seconds of full load. More means that the database does not keep up: shed load. */
const MAX_WAITING = 10_000;

export interface GroupCommitOptions {
  /** What an overload is reported as: `orders database`. */
  readonly resource: string;
  readonly maxGroupSize?: number;
  /** Calls that begin a group beside another one. */
  readonly concurrentGroupThreshold?: number;
  readonly maxConcurrentGroups?: number;
  readonly maxWaiting?: number;
}

interface Member<Input, Output> {
  readonly input: Input;
  readonly resolve: (output: Output) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Writes the calls that are pending at the same time as one group, and gives each its own result.
 *
 * A call never waits for others to come: it is written in the next turn of the event loop, at once with many others, or
 * when the group before it is written. A group that fails for the sake of a member is written again one member at a time, so
 * that one bad row never fails its neighbours. An `InfrastructureError` is no member's fault: every member rejects with it.
 */
export class GroupCommit<Input, Output> {
  private readonly maxGroupSize: number;
  private readonly concurrentGroupThreshold: number;
  private readonly maxConcurrentGroups: number;
  private readonly maxWaiting: number;
  private readonly resource: string;
  private waiting: Member<Input, Output>[] = [];
  private groupsOnTheirWay = 0;
  private scheduled = false;
  private whenIdle: (() => void)[] = [];

  constructor(
    /** Writes a group as a whole or not at all; one output per input, in the same order. May be called again with the same inputs. */
    private readonly write: (inputs: readonly Input[]) => Promise<readonly Output[]>,
    options: GroupCommitOptions,
  ) {
    this.resource = options.resource;
    this.maxGroupSize = options.maxGroupSize ?? MAX_GROUP_SIZE;
    this.concurrentGroupThreshold = options.concurrentGroupThreshold ?? WORTHWHILE_GROUP_SIZE;
    this.maxConcurrentGroups = options.maxConcurrentGroups ?? MAX_CONCURRENT_GROUPS;
    this.maxWaiting = options.maxWaiting ?? MAX_WAITING;
  }

  /** @throws InfrastructureError also when too many calls are waiting already */
  submit(input: Input): Promise<Output> {
    if (this.waiting.length >= this.maxWaiting) {
      return Promise.reject(new InfrastructureError(this.resource, 'GROUP_COMMIT_FULL'));
    }
    return new Promise((resolve, reject) => {
      this.waiting.push({ input, resolve, reject });
      if (this.isWorthwhile() && this.mayBegin()) this.beginGroup();
      else this.schedule();
    });
  }

  /** Resolves when nothing is waiting and nothing is being written. */
  drain(): Promise<void> {
    if (this.isIdle()) return Promise.resolve();
    return new Promise((resolve) => this.whenIdle.push(resolve));
  }

  private schedule(): void {
    if (this.scheduled || !this.mayBegin()) return;
    this.scheduled = true;
    // Not a microtask: whatever the event loop has read from its sockets in this turn belongs to the same group.
    setImmediate(() => {
      this.scheduled = false;
      while (this.mayBegin()) this.beginGroup();
    });
  }

  private mayBegin(): boolean {
    if (this.groupsOnTheirWay === 0) return this.waiting.length > 0;
    return this.groupsOnTheirWay < this.maxConcurrentGroups && this.isWorthwhile();
  }

  private isWorthwhile(): boolean {
    return this.waiting.length >= this.concurrentGroupThreshold;
  }

  private beginGroup(): void {
    const group = this.waiting.splice(0, this.maxGroupSize);
    this.groupsOnTheirWay += 1;
    void this.commit(group).then(() => {
      this.groupsOnTheirWay -= 1;
      this.schedule();
      if (!this.isIdle()) return;
      for (const resolve of this.whenIdle.splice(0)) resolve();
    });
  }

  /** Never rejects: every outcome goes to the members. */
  private async commit(group: readonly Member<Input, Output>[]): Promise<void> {
    try {
      const outputs = await this.write(group.map(({ input }) => input));
      if (outputs.length !== group.length) {
        throw new Error(`A group of ${group.length} was answered with ${outputs.length} results.`);
      }
      group.forEach(({ resolve }, index) => resolve(outputs[index] as Output));
    } catch (error) {
      if (group.length > 1 && !(error instanceof InfrastructureError)) await this.commitOneByOne(group);
      else for (const { reject } of group) reject(error);
    }
  }

  private async commitOneByOne(group: readonly Member<Input, Output>[]): Promise<void> {
    let outage: InfrastructureError | undefined;
    for (const { input, resolve, reject } of group) {
      if (outage !== undefined) {
        reject(outage);
        continue;
      }
      const alone = {
        input,
        resolve,
        reject: (error: unknown) => {
          if (error instanceof InfrastructureError) outage = error;
          reject(error);
        },
      };
      await this.commit([alone]);
    }
  }

  private isIdle(): boolean {
    return this.waiting.length === 0 && this.groupsOnTheirWay === 0;
  }
}
