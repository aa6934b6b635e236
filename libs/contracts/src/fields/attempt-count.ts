import { IsInt, Max, Min } from 'class-validator';

/** The largest count that every reader can hold: a signed 32-bit integer. */
export const MAX_ATTEMPT_COUNT = 2_147_483_647;

/** A whole number from 1. The rules are checked in this order, and the first broken one is reported. */
export function IsAttemptCount(): PropertyDecorator {
  const decorators = [
    IsInt({ message: 'must be a whole number' }),
    Min(1, { message: 'must be at least 1' }),
    Max(MAX_ATTEMPT_COUNT, { message: `must be at most ${MAX_ATTEMPT_COUNT}` }),
  ];
  return (target, property) => {
    for (const decorate of decorators) decorate(target, property);
  };
}
