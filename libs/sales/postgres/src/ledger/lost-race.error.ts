/** Another process wrote to the ledger what this group was about to write, after the group had looked. */
export class LostRaceError extends Error {
  override readonly name = 'LostRaceError';

  constructor() {
    super('Another process was faster; what was decided no longer holds.');
  }
}
