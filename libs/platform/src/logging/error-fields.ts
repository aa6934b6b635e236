/** Longer chains of causes are cut off, including circular ones. */
const MAX_CAUSES = 8;

/**
 * The fields of an error in a log line: class, message, stack, causes, and facts that are plain values. Objects that
 * drivers attach to their errors are left out: a PostgreSQL client, the parameters of a statement, a response with its
 * body. The exception is `$metadata` of the AWS SDK, which contains the request id that AWS support needs.
 */
export function errorFields(error: unknown, causesLeft = MAX_CAUSES): unknown {
  if (!(error instanceof Error)) return error;
  const { cause, message, name, stack } = error;
  const facts = Object.entries(error).filter(([key, value]) => isPlain(value) || key === '$metadata');
  return {
    ...Object.fromEntries(facts),
    type: name === 'Error' ? error.constructor.name : name,
    message,
    stack,
    ...(cause === undefined || causesLeft === 0 ? {} : { cause: errorFields(cause, causesLeft - 1) }),
    ...(error instanceof AggregateError && causesLeft > 0
      ? { errors: error.errors.map((each) => errorFields(each, causesLeft - 1)) }
      : {}),
  };
}

function isPlain(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
