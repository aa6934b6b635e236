import { DOMAIN, TEST_CODE } from './code-zones.mjs';
import { SWALLOWED_ERRORS } from './error-handling.mjs';
import { WALL_CLOCK_DURATIONS } from './wall-clock.mjs';

/**
 * Domain code is a function of its inputs and its ports. Anything that reads a clock, a random source, the process or
 * the network on its own would make the deterministic simulation of the system a lie.
 */

const AMBIENT_GLOBALS = {
  process: 'Take a configuration.',
  console: 'Return a result, or throw a typed error: logging belongs to the edges.',
  fetch: 'Take a port.',
  crypto: 'Take the id or randomness port.',
  performance: 'Take the Clock port.',
  setTimeout: 'Take the Timers port.',
  setInterval: 'Take the Timers port.',
  setImmediate: 'Take the Timers port.',
  require: 'Import what you use.',
  Buffer: 'Use Uint8Array: this code does not know that it runs on Node.',
};

const AMBIENT_PROPERTIES = [
  { object: 'Date', property: 'now', message: 'Take the Clock port.' },
  { object: 'Math', property: 'random', message: 'Take the randomness port.' },
  { object: 'AbortSignal', property: 'timeout', message: 'A hidden timer: take the Timers port.' },
];

const AMBIENT_SYNTAX = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Take the Clock port.' },
  { selector: "CallExpression[callee.name='Date']", message: 'Take the Clock port.' },
  { selector: 'ImportExpression', message: 'Domain code is loaded as a whole, never on demand.' },
  { selector: 'TSImportType', message: 'Import the type by name, where the import rules see it.' },
];

export const pureDomain = {
  files: DOMAIN,
  ignores: TEST_CODE,
  rules: {
    'no-restricted-globals': [
      'error',
      {
        globals: Object.entries(AMBIENT_GLOBALS).map(([name, message]) => ({ name, message })),
        checkGlobalObject: true,
        globalObjects: ['global'],
      },
    ],
    'no-restricted-properties': ['error', ...AMBIENT_PROPERTIES],
    'no-restricted-syntax': ['error', ...SWALLOWED_ERRORS, ...WALL_CLOCK_DURATIONS, ...AMBIENT_SYNTAX],
  },
};
