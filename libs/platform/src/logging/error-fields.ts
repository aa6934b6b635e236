/** Longer chains of causes are cut; also what ends a chain that leads back to itself. */
const MAX_CAUSES = 8;

/**
 * What a log line tells of an error: class, message, stack, causes, and the facts that are plain values. Objects that
 * drivers hang on their errors stay out: a PostgreSQL client, the parameters of a statement, a response with its body.
 * The exception is `$metadata` of the AWS SDK, which holds the request id that AWS support asks for.
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
