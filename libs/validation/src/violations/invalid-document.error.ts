import type { Violation } from './violation';

/** A document does not satisfy the rules of its class. Contains the broken rules, never the document. */
export class InvalidDocumentError extends Error {
  override readonly name = 'InvalidDocumentError';

  constructor(readonly violations: readonly Violation[]) {
    super(violations.map(({ detail, pointer }) => `${pointer} ${detail}`).join('; '));
  }
}
