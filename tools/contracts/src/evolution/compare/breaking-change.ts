/**
 * The side that breaks. `released-readers`: consumers on the released version, by documents that producers of the new one may
 * write. `new-readers`: consumers of the new version, by documents of producers on the released one, and by those still
 * in queues, outboxes and dead letters.
 */
export type Hurt = 'released-readers' | 'new-readers';

export type Rule =
  | 'message-removed'
  | 'queue-changed'
  | 'identity-changed'
  | 'property-removed'
  | 'required-property-added'
  | 'property-added-to-closed-object'
  | 'property-became-required'
  | 'property-became-optional'
  | 'type-widened'
  | 'type-narrowed'
  | 'value-changed'
  | 'values-fixed'
  | 'values-freed'
  | 'value-added'
  | 'value-removed'
  | 'limit-tightened'
  | 'limit-loosened'
  | 'pattern-added'
  | 'pattern-removed'
  | 'pattern-changed'
  | 'list-rules-added'
  | 'list-rules-removed'
  | 'rule-changed';

/** A breaking change of a schema. */
export interface SchemaChange {
  readonly rule: Rule;
  /** JSON Pointer of the place in the message: `#/data/amount/value`; `*` is every entry of a list. */
  readonly pointer: string;
  /** The difference, as a sentence. */
  readonly detail: string;
  readonly hurts: readonly Hurt[];
}

export interface BreakingChange extends SchemaChange {
  /** The message type that it is about. */
  readonly type: string;
}
