/** The facts of an error that a dead letter keeps. */
export interface ErrorFacts {
  readonly errorClass: string;
  readonly errorMessage: string;
  readonly errorStack: string | undefined;
}

const MAX_CLASS_CHARACTERS = 200;
const MAX_MESSAGE_CHARACTERS = 2_000;
const MAX_STACK_CHARACTERS = 8_000;

/**
 * Never throws, whatever was thrown, and what it returns can be stored anywhere: a message whose error
 * cannot be stored would come back permanently.
 */
export function describeError(error: unknown): ErrorFacts {
  if (!(error instanceof Error)) {
    const errorMessage = storable(() => error, MAX_MESSAGE_CHARACTERS);
    return { errorClass: typeof error, errorMessage, errorStack: undefined };
  }
  return {
    errorClass: storable(() => error.name, MAX_CLASS_CHARACTERS),
    errorMessage: storable(() => error.message, MAX_MESSAGE_CHARACTERS),
    errorStack: storable(() => error.stack ?? '', MAX_STACK_CHARACTERS) || undefined,
  };
}

/** PostgreSQL takes neither NUL nor half a surrogate pair, which cutting may leave. */
function storable(read: () => unknown, maxCharacters: number): string {
  return textOf(read)
    .slice(0, maxCharacters)
    .replace(/\0|\p{Cs}/gu, '\uFFFD');
}

function textOf(read: () => unknown): string {
  try {
    return String(read());
  } catch {
    // An object without toString, or a getter that throws: a stack is made only when it is read.
    return 'no text';
  }
}
