/** A rule of a message that no JSON Schema is known for. Left out, the schema would promise what the class refuses. */
export class UnmappedRuleError extends Error {
  override readonly name = 'UnmappedRuleError';

  constructor(
    /** `PaymentAcceptedV1Data.amount` */
    readonly place: string,
    readonly rule: string,
    advice: string,
  ) {
    super(`${place}: the rule ${rule} has no JSON Schema. ${advice}`);
  }
}
