/// <reference types="jest" />
import type { AttemptStore, CountedFailure } from '../consuming/attempt-store.port';
import type { DeadLetterStore } from '../dead-letters/dead-letter-store.port';
import type { OutboxStore } from '../outbox/outbox-store.port';
import { aDeadLetter } from './dead-letter.builder';
import { anOutgoingMessage } from './outgoing-message.builder';

export interface AttemptStoreSubject {
  readonly store: AttemptStore;
  /** The same counts as another process sees them. */
  readonly other: AttemptStore;
  /** Where announcements go, and where dead letters of the same messages are kept. */
  readonly outbox: OutboxStore;
  readonly deadLetters: DeadLetterStore;
  /** Lets time pass for the counts. */
  passTime(milliseconds: number): Promise<void>;
  /** The time by which failures are dated. */
  now(): Promise<Date>;
  close(): Promise<void>;
}

/** What every adapter of the `AttemptStore` port promises. */
export function describeAttemptStoreContract(name: string, factory: () => Promise<AttemptStoreSubject>): void {
  describe(`${name} as an AttemptStore`, () => {
    let subject: AttemptStoreSubject;

    beforeEach(async () => {
      subject = await factory();
    });

    afterEach(() => subject.close());

    it('counts the failures of a message from 1, whichever process sees them', async () => {
      const message = anOutgoingMessage();

      expect(await subject.store.countFailure(message)).toMatchObject({ attempt: 1 });
      expect(await subject.other.countFailure(message)).toMatchObject({ attempt: 2 });
      expect(await subject.store.countFailure(message)).toMatchObject({ attempt: 3 });
    });

    it('counts each message for itself: source and id together', async () => {
      const { queue, source, id } = anOutgoingMessage();
      await subject.store.countFailure({ queue, source, id });

      expect(await subject.store.countFailure({ queue, source, id: `${id}-other` })).toMatchObject({ attempt: 1 });
      expect(await subject.store.countFailure({ queue, source: `${source}:other`, id })).toMatchObject({ attempt: 1 });
    });

    it('counts the failures of one message per queue, and gives it up per queue', async () => {
      const deadLetter = aDeadLetter({ queue: 'orders' });
      const elsewhere = { ...deadLetter, queue: 'invoices' };
      await subject.store.countFailure(deadLetter);
      await subject.store.countFailure(deadLetter);

      expect(await subject.store.countFailure(elsewhere)).toMatchObject({ attempt: 1 });
      await subject.deadLetters.add(deadLetter);
      expect(await subject.store.countFailure(deadLetter)).toMatchObject({ attempt: 1 });
      expect(await subject.other.countFailure(elsewhere)).toMatchObject({ attempt: 2, givenUp: undefined });
    });

    it('loses no failure when many are counted at once', async () => {
      const message = anOutgoingMessage();
      const counts = await Promise.all(
        Array.from({ length: 40 }, (_, index) =>
          (index % 2 === 0 ? subject.store : subject.other).countFailure(message),
        ),
      );

      const attempts = counts.map(({ attempt }) => attempt);
      expect(attempts.sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
    });

    it('adds what is announced to the outbox, with the count', async () => {
      const announcement = anOutgoingMessage();
      const counted: CountedFailure[] = [];
      const failure = await subject.store.countFailure(anOutgoingMessage(), (known) => {
        counted.push(known);
        return [announcement];
      });

      expect(failure).toEqual({ ...counted[0], announced: 1 });
      expect(counted).toHaveLength(1);
      const ids: string[] = [];
      await subject.outbox.relay(10, async (entries) => {
        ids.push(...entries.map(({ id }) => id));
        return entries.map(() => ({ status: 'sent' }));
      });
      expect(ids).toContain(announcement.id);
    });

    it('counts nothing when announcing it fails', async () => {
      const message = anOutgoingMessage();
      const announcing = subject.store.countFailure(message, () => {
        throw new Error('a bug');
      });

      await expect(announcing).rejects.toThrow('a bug');
      expect(await subject.store.countFailure(message)).toMatchObject({ attempt: 1 });
    });

    it('gives the announcements of a message increasing sequences', async () => {
      const deadLetter = aDeadLetter();
      const sequences: number[] = [];
      sequences.push((await subject.store.countFailure(deadLetter)).sequence);
      sequences.push((await subject.other.countFailure(deadLetter)).sequence);
      await subject.deadLetters.add(deadLetter, (sequence) => {
        sequences.push(sequence);
        return [];
      });
      sequences.push((await subject.other.countFailure(deadLetter)).sequence);

      expect(sequences[0]).toBeGreaterThan(0);
      expect(sequences).toEqual([...new Set(sequences)].sort((a, b) => a - b));
    });

    it('knows that a copy of the message was given up, and why', async () => {
      const deadLetter = aDeadLetter();
      expect(await subject.store.countFailure(deadLetter)).toMatchObject({ givenUp: undefined });
      await subject.deadLetters.add(deadLetter);

      const { attempts, reasonCode } = deadLetter;
      expect(await subject.other.countFailure(deadLetter)).toMatchObject({ givenUp: { attempts, reasonCode } });
      const elsewhere = { ...deadLetter, queue: 'order-status' };
      expect(await subject.store.countFailure(elsewhere)).toMatchObject({ givenUp: undefined });
    });

    it('announces no failure after the dead letter of the same message, whatever happens at once', async () => {
      const deadLetter = aDeadLetter();
      let givenUpAt = 0;
      const failures = Array.from({ length: 20 }, (_, index) => async () => {
        if (index !== 10) return (index % 2 === 0 ? subject.store : subject.other).countFailure(deadLetter);
        await subject.deadLetters.add(deadLetter, (sequence) => {
          givenUpAt = sequence;
          return [];
        });
        return undefined;
      });
      const counted = await Promise.all(failures.map((fail) => fail()));

      for (const failure of counted) {
        if (failure !== undefined) expect(failure.sequence > givenUpAt).toBe(failure.givenUp !== undefined);
      }
    });

    it('forgets counts whose last failure is old, and goes on with the others', async () => {
      const [old, kept] = [anOutgoingMessage(), anOutgoingMessage()];
      await subject.store.countFailure(old);
      await subject.store.countFailure(kept);
      await subject.passTime(60_000);
      await subject.store.countFailure(kept);
      const between = new Date((await subject.now()).getTime() - 30_000);

      expect(await subject.store.deleteOlderThan(between, 100)).toBe(1);
      expect(await subject.store.countFailure(old)).toMatchObject({ attempt: 1 });
      expect(await subject.store.countFailure(kept)).toMatchObject({ attempt: 3 });
    });

    it('deletes no more counts at once than its limit', async () => {
      for (let n = 0; n < 5; n += 1) await subject.store.countFailure(anOutgoingMessage());
      await subject.passTime(60_000);
      const now = await subject.now();

      expect(await subject.store.deleteOlderThan(now, 3)).toBe(3);
      expect(await subject.store.deleteOlderThan(now, 3)).toBe(2);
      expect(await subject.store.deleteOlderThan(now, 3)).toBe(0);
    });
  });
}
