import { InvalidDocumentError } from '../violations/invalid-document.error';
import type { Violation } from '../violations/violation';
import { bindDocument, tryBind } from './bind-document';
import { isRecord } from './compile-class';
import { violationsIn } from './violations-in';

export interface ReadDocumentOptions {
  /** JSON Pointer of the document, which the pointers of the violations start with. Default: `#`. */
  readonly place?: string;
  /** Whether a property without rules is left out, or is a violation. Default: `refuse`. */
  readonly unknownProperties?: 'ignore' | 'refuse';
}

/** Bounds the error for a document of thousands of unknown properties. */
const MAX_UNKNOWN_PROPERTIES_LISTED = 50;

/**
 * Binds an untrusted document, such as an HTTP body or a message, to a class and checks all rules of the class.
 *
 * @throws InvalidDocumentError with every broken rule
 */
export function readDocument<T extends object>(
  type: new () => T,
  document: unknown,
  { place = '#', unknownProperties = 'refuse' }: ReadDocumentOptions = {},
): T {
  if (!isRecord(document)) {
    throw new InvalidDocumentError([{ pointer: place, rule: 'isObject', detail: 'must be a JSON object' }]);
  }
  const refuseUnknown = unknownProperties === 'refuse';
  const valid = tryBind(type, document, refuseUnknown);
  if (valid !== undefined) return valid;
  const unknown: Violation[] = [];
  const onUnknown = (pointer: string): void => {
    if (unknown.length < MAX_UNKNOWN_PROPERTIES_LISTED) {
      unknown.push({ pointer, rule: 'whitelistValidation', detail: 'is not a known property' });
    }
  };
  const instance = bindDocument(type, document, refuseUnknown ? onUnknown : undefined, place);
  const violations = [...violationsIn(instance, place), ...unknown];
  if (violations.length > 0) throw new InvalidDocumentError(violations);
  return instance;
}
