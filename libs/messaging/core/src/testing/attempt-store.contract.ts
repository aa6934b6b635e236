/// <reference types="jest" />
import type { AttemptStore } from '../ports/attempt-store.port';
import { anOutgoingMessage } from './outgoing-message.builder';

export interface AttemptStoreSubject {
  readonly store: AttemptStore;
  /** The same counts as another process sees them. */
  readonly other: AttemptStore;
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
  });
}
