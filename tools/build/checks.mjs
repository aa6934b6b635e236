/**
 * What `npm test` checks of everything, and `npm run ci` of everything that a change can break. One list for both, so that
 * the two cannot differ. docs/checks.md says what each check holds.
 */

/** Checks of the workspace as a whole; `again` is what helps after a failure. */
export const WORKSPACE_CHECKS = [
  { name: 'project references', command: 'nx', args: ['sync:check'], again: 'npx nx sync' },
  { name: 'formatting', command: 'prettier', args: ['--check', '.'], again: 'npm run format' },
];

/** Targets of the projects. */
export const PROJECT_TARGETS = ['lint', 'typecheck', 'test', 'build', 'test-package'];
