import { readFileSync } from 'node:fs';
import {
  APPS,
  CLIENT,
  COMPOSITION,
  CONTRACTS,
  DOMAIN,
  IN_MEMORY,
  LIBRARIES,
  MESSAGE_EDGES,
  TEST_CODE,
  TYPESCRIPT,
  WEB,
} from './code-zones.mjs';

/**
 * Which entry points a file may name. `@nx/enforce-module-boundaries` judges projects; these rules judge the door
 * somebody comes in by (`@decouple/x/testing`) and the folder of the importing file.
 *
 * ESLint does not merge the options of one rule: the last block that matches a file decides. Each block below
 * therefore carries its complete list, and the order is from the general to the particular.
 */

/** What adapters are made for; a project `<context>-<technology>` is an adapter, and nothing else is called so. */
const TECHNOLOGIES = JSON.parse(readFileSync(new URL('adapter-technologies.json', import.meta.url), 'utf8'));

const INSIDES = {
  regex: '^@decouple/[^/]+/(src|dist)(/|$)|^@decouple/(customer-api|sales-worker)/',
  message: 'A package is used through its entry points, never through its inside.',
};
const TEST_SUPPORT = {
  regex: '^@decouple/[^/]+/testing(/|$)|^\\.{1,2}/(.*/)?testing(/|$)',
  message: 'Test support: only specs, testing folders, system tests and tools import it.',
};
const IN_MEMORY_ADAPTERS = {
  regex: '^@decouple/[^/]+/in-memory(/|$)|^\\.{1,2}/(.*/)?in-memory(/|$)',
  message: "In-memory adapters are chosen in an app's src/composition, or by tests and tools.",
};
const ADAPTERS = {
  regex: `^@decouple/(payments|sales|messaging)-(${TECHNOLOGIES.join('|')})(/|$)`,
  message: 'Only src/composition names adapters: take the port.',
};
const ADAPTERS_EXCEPT_NEST = {
  regex: `^@decouple/(payments|sales|messaging)-(${TECHNOLOGIES.filter((it) => it !== 'nest').join('|')})(/|$)`,
  message: ADAPTERS.message,
};
const ANYTHING_BUT_OURS = {
  regex: '^(?!\\.{1,2}(/|$)|@decouple/)',
  message: 'Domain code uses no package and no Node module: time, I/O, randomness and ids are ports.',
};
const ANYTHING_BUT_MESSAGE_SCHEMAS = {
  regex: '^(?!\\.{1,2}(/|$)|@decouple/|class-validator$)',
  message: 'The contracts are published: they depend on the schema decorators alone.',
};
const ANYTHING_BUT_ITSELF = {
  regex: '^(?!\\.{1,2}(/|$))',
  message: 'The client is published for browsers and Node: it uses what both have, and brings no package along.',
};
const PROCESS_MODULE = {
  regex: '^(node:)?process$',
  message: 'The environment is read in src/config alone, as the global process.env.',
};

const NODE_MODULES = {
  regex: '^node:',
  message: 'There is no Node in a browser.',
};
const only = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });
const PRODUCTION = [INSIDES, TEST_SUPPORT, IN_MEMORY_ADAPTERS, PROCESS_MODULE];

export const importZones = [
  { files: TYPESCRIPT, rules: only(INSIDES) },
  { files: [...LIBRARIES, ...APPS], ignores: TEST_CODE, rules: only(...PRODUCTION) },
  { files: CONTRACTS, ignores: TEST_CODE, rules: only(...PRODUCTION, ANYTHING_BUT_MESSAGE_SCHEMAS) },
  { files: CLIENT, ignores: TEST_CODE, rules: only(...PRODUCTION, ANYTHING_BUT_ITSELF) },
  { files: DOMAIN, ignores: TEST_CODE, rules: only(...PRODUCTION, ANYTHING_BUT_OURS) },
  // In-memory adapters know each other: payments' store writes to messaging's outbox.
  { files: IN_MEMORY, ignores: TEST_CODE, rules: only(INSIDES, TEST_SUPPORT, ANYTHING_BUT_OURS) },
  { files: APPS, ignores: TEST_CODE, rules: only(...PRODUCTION, ADAPTERS) },
  { files: WEB, ignores: TEST_CODE, rules: only(...PRODUCTION, ADAPTERS, NODE_MODULES) },
  { files: MESSAGE_EDGES, ignores: TEST_CODE, rules: only(...PRODUCTION, ADAPTERS_EXCEPT_NEST) },
  { files: COMPOSITION, ignores: TEST_CODE, rules: only(INSIDES, TEST_SUPPORT, PROCESS_MODULE) },
];
