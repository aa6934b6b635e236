import { TEST_CODE, TYPESCRIPT } from './code-zones.mjs';
import { SWALLOWED_ERRORS } from './error-handling.mjs';

/**
 * The wall clock of a machine may be set forward or back at any moment, so it measures no duration and keeps no deadline.
 * These rules see a reading of the clock inside a subtraction or a comparison, and every `Date.now` outside the files that
 * are listed here. They do not see a reading that was stored in a variable first: that is left to review.
 */

const DURATION = 'A duration by the wall clock: measure it with MonotonicClock, or with performance.now().';
const READING = 'Take the Clock port for a moment, and MonotonicClock for a duration.';

const NOW = [
  "NewExpression[callee.name='Date'][arguments.length=0]",
  "CallExpression[callee.object.name='Date'][callee.property.name='now']",
  "CallExpression[callee.object.name=/clock$/i][callee.property.name='now']",
  "CallExpression[callee.object.property.name=/clock$/i][callee.property.name='now']",
].join(', ');
/** Directly inside `new Date(…)` it is a moment: the beginning of a period, say. */
const ARITHMETIC =
  "BinaryExpression[operator=/^(-|<|<=|>|>=)$/]:not(NewExpression[callee.name='Date'] > BinaryExpression)";

export const WALL_CLOCK_DURATIONS = [
  { selector: `${ARITHMETIC} > :matches(${NOW})`, message: DURATION },
  {
    selector: `${ARITHMETIC} > CallExpression[callee.property.name='getTime'] > MemberExpression > :matches(${NOW})`,
    message: DURATION,
  },
];

const WALL_CLOCK_READING = [
  { selector: "MemberExpression[object.name='Date'][property.name='now']", message: READING },
  { selector: "VariableDeclarator[init.name='Date'] > ObjectPattern", message: READING },
];

/** They show a moment to people, or write it into a record, an id or a signature. */
const WALL_CLOCK_READERS = [
  'libs/platform/src/logging/log.ts',
  'libs/platform/src/identifiers/uuid-v7-generator.ts',
  'libs/client/src/payments/wait-for-outcome.ts',
  'libs/client/src/retry/repeat.ts',
  'apps/web/src/api/pipeline-snapshot.ts',
  'apps/web/src/app/use-now.ts',
  'apps/web/src/operations/DeadLettersPage.tsx',
];

/** Replaces the options of `errorHandling`, so it carries them too. */
export const wallClock = [
  {
    files: [...TYPESCRIPT, '**/*.mjs'],
    ignores: [...TEST_CODE, ...WALL_CLOCK_READERS],
    rules: { 'no-restricted-syntax': ['error', ...SWALLOWED_ERRORS, ...WALL_CLOCK_DURATIONS, ...WALL_CLOCK_READING] },
  },
  {
    files: WALL_CLOCK_READERS,
    rules: { 'no-restricted-syntax': ['error', ...SWALLOWED_ERRORS, ...WALL_CLOCK_DURATIONS] },
  },
];
