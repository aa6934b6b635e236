import { IsInt, IsOptional, Max, Min } from 'class-validator';

/**
 * A whole number from 1 that grows with each announcement about the same payment, drawn from one place, so that no two
 * clocks are compared. Numbers are left out. Absent in messages of senders that do not know it: then the times decide.
 */
export function IsOutcomeSequence(): PropertyDecorator {
  const decorators = [
    IsOptional(),
    IsInt({ message: 'must be a whole number' }),
    Min(1, { message: 'must be at least 1' }),
    Max(Number.MAX_SAFE_INTEGER, { message: `must be at most ${Number.MAX_SAFE_INTEGER}` }),
  ];
  return (target, property) => {
    for (const decorate of decorators) decorate(target, property);
  };
}
