/** New identifiers. */
export interface IdGenerator {
  /** A UUID version 7 (RFC 9562) in lower case: unique, and ordered by the time of its making. */
  next(): string;
}
