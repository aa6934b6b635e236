/** The `SqsMessageSource` of a `SqsSourceModule`, which exports it. */
export const SQS_MESSAGE_SOURCE = Symbol('SqsMessageSource');
