/** Names for the parts of the tree that rules speak about, as ESLint globs relative to the workspace. */

export const TYPESCRIPT = ['**/*.ts', '**/*.tsx'];

/** Code that only tests run: specs, the contract suites and builders in `testing` folders, the system tests. */
export const TEST_CODE = ['**/*.spec.{ts,tsx}', '**/src/testing/**/*.{ts,tsx}', 'apps/system-e2e/**/*.ts'];

export const DOMAIN = ['libs/*/domain/**/*.ts', 'libs/messaging/core/**/*.ts'];
/** The adapters that a domain project ships itself: plain objects, as pure as the domain. */
export const IN_MEMORY = ['libs/*/domain/src/in-memory/**/*.ts', 'libs/messaging/core/src/in-memory/**/*.ts'];
export const CONTRACTS = ['libs/contracts/**/*.ts'];
/** For programs of others, in browsers and on Node. */
export const CLIENT = ['libs/client/**/*.ts'];
export const LIBRARIES = ['libs/**/*.ts'];
export const APPS = ['apps/*/src/**/*.{ts,tsx}'];
/** Code for browsers. */
export const WEB = ['apps/web/src/**/*.{ts,tsx}'];

/** The only folder of an app that names adapters. */
export const COMPOSITION = ['apps/*/src/composition/**/*.ts'];
/** Where an app may also speak to the Nest side of messaging: its consumers, and its start. */
export const MESSAGE_EDGES = ['apps/*/src/consumers/**/*.ts', 'apps/*/src/main.ts', 'apps/*/src/main/**/*.ts'];

/** The only places that read the environment; everything else is handed a typed configuration. */
export const ENVIRONMENT_READERS = [
  'apps/*/src/config/**/*.ts',
  'apps/*/src/main.ts',
  'libs/platform/src/configuration/**/*.ts',
];
