/**
 * Who is hurt. `released-readers`: consumers that still run the released version, by what producers of the new one may
 * write. `new-readers`: consumers of the new version, by what producers of the released one write, and by what is still
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

/** A change of a schema that somebody cannot live with. */
export interface SchemaChange {
  readonly rule: Rule;
  /** JSON Pointer of the place in the message: `#/data/amount/value`; `*` is every entry of a list. */
  readonly pointer: string;
  /** What is different, in words. */
  readonly detail: string;
  readonly hurts: readonly Hurt[];
}

export interface BreakingChange extends SchemaChange {
  /** The message type that it is about. */
  readonly type: string;
}
