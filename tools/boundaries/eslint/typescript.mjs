import tseslint from 'typescript-eslint';
import { TEST_CODE, TYPESCRIPT } from './code-zones.mjs';

/** Rules that need types. They find what review misses: a promise that is not awaited, a switch that forgot a case. */
export const TYPE_AWARE_RULES = {
  '@typescript-eslint/await-thenable': 'error',
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-misused-promises': 'error',
  '@typescript-eslint/only-throw-error': 'error',
  '@typescript-eslint/prefer-promise-reject-errors': 'error',
  // `return promise` inside try leaves before the rejection: the catch beside it never runs.
  '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
};

/**
 * `consistent-type-imports` is deliberately absent: with decorator metadata an import that looks like a type is a value
 * (the class that Nest injects), and the rule's fix would erase it.
 */
export function typescript(tsconfigRootDir) {
  return [
    ...tseslint.configs.strict.map((config) => ({ ...config, files: TYPESCRIPT })),
    {
      files: TYPESCRIPT,
      languageOptions: { parserOptions: { projectService: true, tsconfigRootDir } },
      rules: {
        ...TYPE_AWARE_RULES,
        // A Nest module is a class that is all decorator.
        '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
        '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
        // A closure may need the variable before its one value exists; then const is not to be had.
        'prefer-const': ['error', { ignoreReadBeforeAssign: true }],
        eqeqeq: ['error', 'always', { null: 'ignore' }],
      },
    },
    // A test asserts what it reads; `!` there fails the test, which is what it is for.
    { files: TEST_CODE, rules: { '@typescript-eslint/no-non-null-assertion': 'off' } },
  ];
}
