import { TEST_CODE, TYPESCRIPT } from './code-zones.mjs';

const MESSAGE = 'This throws an error away. Handle it, report it, or let it pass.';
const HANDLER = "CallExpression[callee.property.name='catch'] > ArrowFunctionExpression:first-child";

/** `.catch(() => {})` and its spellings; an empty `catch` block is caught by `no-empty`, of ESLint's recommended rules. */
export const SWALLOWED_ERRORS = [
  { selector: `${HANDLER}[body.type='BlockStatement'][body.body.length=0]`, message: MESSAGE },
  { selector: `${HANDLER}[body.type='Identifier'][body.name='undefined']`, message: MESSAGE },
  { selector: `${HANDLER}[body.type='Literal'][body.raw='null']`, message: MESSAGE },
  { selector: `${HANDLER}[body.type='UnaryExpression'][body.operator='void']`, message: MESSAGE },
];

export const errorHandling = {
  files: TYPESCRIPT,
  ignores: TEST_CODE,
  rules: { 'no-restricted-syntax': ['error', ...SWALLOWED_ERRORS] },
};
