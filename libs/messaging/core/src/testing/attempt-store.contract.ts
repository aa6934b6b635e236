/// <reference types="jest" />
import type { AttemptStore } from '../ports/attempt-store.port';
import { anOutgoingMessage } from './outgoing-message.builder';

export interface AttemptStoreSubject {
  readonly store: AttemptStore;
  /** The same counts as another process sees them. */
  readonly other: AttemptStore;
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

      expect(await subject.store.countFailure(message)).toBe(1);
      expect(await subject.other.countFailure(message)).toBe(2);
      expect(await subject.store.countFailure(message)).toBe(3);
    });

    it('counts each message for itself: source and id together', async () => {
      const { source, id } = anOutgoingMessage();
      await subject.store.countFailure({ source, id });

      expect(await subject.store.countFailure({ source, id: `${id}-other` })).toBe(1);
      expect(await subject.store.countFailure({ source: `${source}:other`, id })).toBe(1);
    });

    it('loses no failure when many are counted at once', async () => {
      const message = anOutgoingMessage();
      const counts = await Promise.all(
        Array.from({ length: 40 }, (_, index) =>
          (index % 2 === 0 ? subject.store : subject.other).countFailure(message),
        ),
      );

      expect(counts.sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
    });

    it('forgets counts whose last failure is old, and goes on with the others', async () => {
      const [old, kept] = [anOutgoingMessage(), anOutgoingMessage()];
      await subject.store.countFailure(old);
      await subject.store.countFailure(kept);
      await subject.passTime(60_000);
      await subject.store.countFailure(kept);
      const between = new Date((await subject.now()).getTime() - 30_000);

      expect(await subject.store.forgetBefore(between, 100)).toBe(1);
      expect(await subject.store.countFailure(old)).toBe(1);
      expect(await subject.store.countFailure(kept)).toBe(3);
    });

    it('forgets no more counts at once than it is told to', async () => {
      for (let n = 0; n < 5; n += 1) await subject.store.countFailure(anOutgoingMessage());
      await subject.passTime(60_000);
      const now = await subject.now();

      expect(await subject.store.forgetBefore(now, 3)).toBe(3);
      expect(await subject.store.forgetBefore(now, 3)).toBe(2);
      expect(await subject.store.forgetBefore(now, 3)).toBe(0);
    });
  });
}
